#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| factcheck_fuzz::document("pdf", bytes));
