//! Vectors without room to spare.

/// One of so many items may be room to spare.
const SPARE: usize = 8;

/// The same items in a block of their own size.
///
/// What is read of an article stays until the whole folder is judged, and vectors grow by
/// doubling. An allocator keeps a block that shrinks by less than half as it is
/// ([`Vec::shrink_to_fit`]), so the items move; the block that they leave serves the next article.
pub fn fitted<T>(items: Vec<T>) -> Vec<T> {
    if items.capacity() - items.len() <= items.len() / SPARE {
        return items;
    }
    let mut own = Vec::with_capacity(items.len());
    own.extend(items);
    own
}
