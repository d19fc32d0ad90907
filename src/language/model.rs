//! Files of fitted weights: hashed features and their rows of weights, read without trusting a byte.
//!
//! The tagger and the parser store their models in this way.

use std::fmt;

/// Why a model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The bytes do not begin as a model of this kind does.
    NotAModel,
    /// A model of another version than this program reads.
    Version {
        /// The version in the file.
        found: u32,
        /// The version that this program reads.
        expected: u32,
    },
    /// The bytes end too early, or too late, for the sizes that they announce.
    Length,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "expected a fitted model, found other bytes"),
            Self::Version { found, expected } => write!(
                f,
                "expected a model of version {expected}, found version {found}; fit it anew"
            ),
            Self::Length => write!(f, "the model is cut short or has bytes left over"),
        }
    }
}

impl std::error::Error for ModelError {}

/// A set of hashes with a dense number for each member.
///
/// A bucket holds up to four 16-bit fingerprints and the number of its first member, so that a
/// look-up reads one place and never probes; absent hashes pass for members about once in 20,000.
pub(super) struct Index {
    buckets: Vec<Bucket>,
}

/// Up to four fingerprints and the number of the first, side by side in the processor's cache.
struct Bucket {
    fingerprints: u64,
    start: u32,
}

/// One in each of four lanes.
const ONES: u64 = 0x0001_0001_0001_0001;

impl Index {
    /// The number of the member with this hash.
    pub(super) fn find(&self, hash: u64) -> Option<usize> {
        let bucket = self.buckets.get(bucket_of(hash, self.buckets.len()))?;
        let differing = bucket.fingerprints ^ u64::from(fingerprint_of(hash)).wrapping_mul(ONES);
        // The lowest of the lanes that are zero has its top bit set.
        let zero = differing.wrapping_sub(ONES) & !differing & (ONES << 15);
        if zero == 0 {
            None
        } else {
            Some(bucket.start as usize + (zero.trailing_zeros() / 16) as usize)
        }
    }
}

fn bucket_of(hash: u64, buckets: usize) -> usize {
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

/// Never zero: zero marks a free place.
fn fingerprint_of(hash: u64) -> u16 {
    ((hash & 0xffff) as u16).max(1)
}

/// Little-endian numbers off the front of a slice.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Stands behind the header of a model of that kind and version.
    pub(super) fn new(bytes: &'a [u8], magic: [u8; 4], version: u32) -> Result<Self, ModelError> {
        let mut reader = Self(bytes);
        if reader.take(magic.len()) != Ok(magic.as_slice()) {
            return Err(ModelError::NotAModel);
        }
        match reader.u32()? {
            found if found == version => Ok(reader),
            found => Err(ModelError::Version {
                found,
                expected: version,
            }),
        }
    }

    /// All must have been read.
    pub(super) fn end(&self) -> Result<(), ModelError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ModelError::Length)
        }
    }

    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (front, rest) = self.0.split_at_checked(n).ok_or(ModelError::Length)?;
        self.0 = rest;
        Ok(front)
    }

    pub(super) fn u32(&mut self) -> Result<u32, ModelError> {
        let (front, rest) = self.0.split_first_chunk().ok_or(ModelError::Length)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*front))
    }

    pub(super) fn items<const N: usize, T>(
        &mut self,
        n: usize,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<impl Iterator<Item = T>, ModelError> {
        let bytes = self.take(n.checked_mul(N).ok_or(ModelError::Length)?)?;
        let (chunks, _) = bytes.as_chunks::<N>();
        Ok(chunks.iter().map(move |&chunk| read(chunk)))
    }

    pub(super) fn index(&mut self, buckets: usize) -> Result<Index, ModelError> {
        // How many members a bucket has is plain from its fingerprints; so the file holds no starts.
        let mut next = 0;
        let buckets = self
            .items(buckets, u64::from_le_bytes)?
            .map(|fingerprints| {
                let start = next;
                next += 4 - fingerprints.leading_zeros() / 16;
                Bucket {
                    fingerprints,
                    start,
                }
            });
        Ok(Index {
            buckets: buckets.collect(),
        })
    }
}

/// A model's first bytes: which kind of model it is, and its version.
pub(super) fn header(magic: [u8; 4], version: u32) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    bytes.extend(version.to_le_bytes());
    bytes
}

/// An [`Index`] that is being filled: in each bucket fingerprints with the members' places in
/// the list that they came from.
pub(super) struct Buckets(Vec<Vec<(u16, usize)>>);

impl Buckets {
    /// How many buckets it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn new(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        // Half full: then about one member in sixty finds its bucket taken.
        let buckets = hashes.len() / 2 + 1;
        let mut filled = vec![Vec::new(); buckets];
        for (n, hash) in hashes.enumerate() {
            let fingerprint = fingerprint_of(hash);
            if let Some(bucket) = filled.get_mut(bucket_of(hash, buckets))
                && bucket.len() < 4
                && bucket.iter().all(|&(other, _)| other != fingerprint)
            {
                bucket.push((fingerprint, n));
            }
        }
        Self(filled)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flatten().map(|&(_, n)| n)
    }

    pub(super) fn fingerprints(&self) -> impl Iterator<Item = u8> {
        self.0.iter().flat_map(|bucket| {
            let lanes = bucket.iter().rev();
            lanes
                .fold(0u64, |four, &(lane, _)| four << 16 | u64::from(lane))
                .to_le_bytes()
        })
    }
}

pub(super) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^ (x >> 29)
}
