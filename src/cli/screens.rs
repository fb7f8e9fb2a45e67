//! `tenfold` and `tenfold demo`: the screens.
