//! Math on plain data.
