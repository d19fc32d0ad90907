//! Writes plain data as JSON at the end of a buffer, as `serde_json` would, for output of
//! hundreds of thousands of small lines.
//!
//! Keys are names of fields and variants, in which nothing is ever to be escaped; most texts hold
//! nothing to escape either, and are copied whole. Maps and variants with data are not supported.

use serde::Serializer;
use serde::ser::{Error, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple};

/// Appends `value` to `out`.
///
/// # Errors
/// The value holds a map or a variant with data.
pub(super) fn write<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    value.serialize(Json { out })
}

struct Json<'a> {
    out: &'a mut Vec<u8>,
}

/// The fields of a struct or the items of a list.
struct Parts<'a> {
    out: &'a mut Vec<u8>,
    /// What stands before the next part.
    mark: u8,
    close: u8,
}

type Done = Result<(), serde_json::Error>;

impl<'a> Json<'a> {
    fn number(self, value: &impl Serialize) -> Done {
        serde_json::to_writer(self.out, value)
    }

    /// A text with nothing to escape.
    fn plain(self, text: &str) -> Done {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
        Ok(())
    }

    fn parts(self, open: u8, close: u8) -> Result<Parts<'a>, serde_json::Error> {
        let Json { out } = self;
        Ok(Parts {
            out,
            mark: open,
            close,
        })
    }
}

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.out.push(self.mark);
        self.mark = b',';
        value.serialize(Json { out: self.out })
    }

    fn finish(self) -> Done {
        // Nothing opened it where it is empty.
        if self.mark != b',' {
            self.out.push(self.mark);
        }
        self.out.push(self.close);
        Ok(())
    }
}

fn unsupported() -> serde_json::Error {
    serde_json::Error::custom("a line holds structs, lists, texts and numbers alone")
}

/// Methods that write a number as serde_json does.
macro_rules! numbers {
    ($($method:ident: $kind:ty,)*) => {
        $(fn $method(self, value: $kind) -> Done {
            self.number(&value)
        })*
    };
}

impl<'a> Serializer for Json<'a> {
    type Ok = ();
    type Error = serde_json::Error;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeTupleStruct = Impossible<(), Self::Error>;
    type SerializeTupleVariant = Impossible<(), Self::Error>;
    type SerializeMap = Impossible<(), Self::Error>;
    type SerializeStructVariant = Impossible<(), Self::Error>;

    fn serialize_str(self, text: &str) -> Done {
        // All bytes are looked at, and many at once.
        let escaped = |b: u8| (b < b' ') | (b == b'"') | (b == b'\\');
        if text.bytes().fold(false, |any, b| any | escaped(b)) {
            return serde_json::to_writer(self.out, text);
        }
        self.plain(text)
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.out
            .extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64,
    }

    fn serialize_char(self, value: char) -> Done {
        serde_json::to_writer(self.out, &value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(unsupported())
    }

    fn serialize_none(self) -> Done {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.plain(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(unsupported())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Self::Error> {
        self.parts(b'[', b']')
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Self::Error> {
        self.parts(b'[', b']')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Self::Error> {
        self.parts(b'{', b'}')
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Self::Error> {
        Err(unsupported())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Self::Error> {
        Err(unsupported())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Self::Error> {
        Err(unsupported())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Self::Error> {
        Err(unsupported())
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.out.extend_from_slice(&[self.mark, b'"']);
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.mark = b',';
        value.serialize(Json { out: self.out })
    }

    fn end(self) -> Done {
        self.finish()
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.part(value)
    }

    fn end(self) -> Done {
        self.finish()
    }
}

impl SerializeTuple for Parts<'_> {
    type Ok = ();
    type Error = serde_json::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.part(value)
    }

    fn end(self) -> Done {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use proptest::prelude::*;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Line<'a> {
        text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        pair: [f64; 2],
        list: Vec<u32>,
        #[serde(rename = "is open")]
        open: bool,
        bound: Bound,
        none: Option<char>,
        inner: Inner,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Bound {
        MoreThan,
    }

    #[derive(Serialize)]
    struct Inner {}

    proptest! {
        #[test]
        fn a_line_is_that_of_serde_json(text: String, low: Option<f64>, pair: [f64; 2], list: Vec<u32>, open: bool) {
            let line = Line { text: &text, low, pair, list, open, bound: Bound::MoreThan, none: None, inner: Inner {} };
            let mut out = Vec::new();
            write(&line, &mut out).unwrap();
            prop_assert_eq!(out, serde_json::to_vec(&line).unwrap());
        }
    }
}
