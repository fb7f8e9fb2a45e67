//! The table of creators.
