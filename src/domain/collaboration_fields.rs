//! What a person can state of a collaboration: one table for the form, the columns of a tracker, the page, JSON and CSV.
//!
//! A new line is a new field everywhere. If it stands in the table `collaboration` itself, a migration that adds its column is all
//! else it needs; a fact that lives elsewhere says so in [`CollaborationField::home`].

use super::CostKind;
use super::record::{View, record};

record! {
    /// What is known of a collaboration; unknown facts are empty or `None`, and amounts are minor units of the campaign's currency.
    pub CollaborationFields {}
    /// A fact that a person can state of a collaboration.
    pub CollaborationField in "booked" {
        /// Fee of the creator.
        Fee: fee Money "fee" "fee" "Fee" { hint: "agreed, paid or not" };
        /// Cost of goods of the product sent.
        ProductCost: product_cost Money "product_cost" "product_cost" "Product cost" { hint: "what the goods sent cost you" };
        /// Cost of sending it.
        ShippingCost: shipping_cost Money "shipping_cost" "shipping_cost" "Shipping cost" {};
        /// Price of usage rights.
        RightsCost: rights_cost Money "rights_cost" "rights_cost" "Rights cost" { hint: "for using the video yourself" };
        /// Cost of paid reach of the post.
        BoostCost: boost_cost Money "boost_cost" "boost_cost" "Boost cost" { hint: "paid reach of the post" };
        /// Any other cost.
        OtherCost: other_cost Money "other_cost" "other_cost" "Other cost" {};
        /// Commission on the net revenue of their sales.
        Commission: commission Share "commission" "commission_bp" "Commission" {
            hint: "of the net revenue of their sales", most: 10_000.0,
        };
        /// Promo codes.
        Codes: codes List "codes" "codes" "Promo codes" { hint: "with commas: MIA10, MIA20", aliases: &["code"] };
        /// The tracked link they were given.
        Link: link Word "link" "link" "Tracked link" { hint: "the link they were given", clean: without_blank };
        /// Day of the first message to them.
        ContactedOn: contacted_on Day "contacted_on" "contacted_on" "Contacted on" {
            words: "day of the message", hint: "the first message; empty: not yet",
        };
        /// Day of their first answer.
        RepliedOn: replied_on Day "replied_on" "replied_on" "Replied on" {
            words: "day of the answer", hint: "their first answer",
        };
        /// Day on which the parcel left.
        ShippedOn: shipped_on Day "shipped_on" "shipped_on" "Shipped on" {
            words: "day of the parcel", hint: "the parcel left; empty: not yet",
        };
        /// Who carries the parcel.
        Carrier: carrier Word "carrier" "carrier" "Carrier" {};
        /// Number of the parcel.
        Tracking: tracking Word "tracking" "tracking" "Tracking number" {};
        /// Address of the post, of several the first.
        PostUrl: post_url Word "post_url" "post_url" "Post link" { hint: "address of the post", clean: web_address };
        /// Day of the post.
        PostedOn: posted_on Day "posted_on" "posted_on" "Posted on" {
            words: "day of the post", aliases: &["posted_at"],
        };
        /// Views of the post.
        Views: views Count "views" "views" "Views" { hint: "as the post shows them today; empty: not known" };
        /// Likes of the post.
        Likes: likes Count "likes" "likes" "Likes" {};
        /// Comments under the post.
        Comments: comments Count "comments" "comments" "Comments" {};
        /// Shares of the post.
        Shares: shares Count "shares" "shares" "Shares" {};
        /// Saves of the post.
        Saves: saves Count "saves" "saves" "Saves" {};
    }
}

/// The record that holds a fact of a collaboration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The collaboration itself, in a column of its own.
    Collaboration,
    /// Its amounts of a kind.
    Cost(CostKind),
    /// Its promo codes.
    Codes,
    /// Its tracked links.
    Link,
    /// Its post.
    Post,
    /// The readings of its post.
    Reading,
}

impl CollaborationField {
    /// The record that holds the fact.
    pub fn home(self) -> Home {
        match self {
            Self::Fee => Home::Cost(CostKind::Fee),
            Self::ProductCost => Home::Cost(CostKind::Product),
            Self::ShippingCost => Home::Cost(CostKind::Shipping),
            Self::RightsCost => Home::Cost(CostKind::Rights),
            Self::BoostCost => Home::Cost(CostKind::Boost),
            Self::OtherCost => Home::Cost(CostKind::Other),
            Self::Codes => Home::Codes,
            Self::Link => Home::Link,
            Self::PostUrl | Self::PostedOn => Home::Post,
            Self::Views | Self::Likes | Self::Comments | Self::Shares | Self::Saves => Home::Reading,
            _ => Home::Collaboration,
        }
    }
}

impl Default for CollaborationFields {
    fn default() -> Self {
        Self::blank()
    }
}

impl CollaborationFields {
    /// The amounts by kind, nothing where none is stated.
    pub fn costs(&self) -> impl Iterator<Item = (CostKind, Option<i64>)> {
        CollaborationField::ALL.iter().filter_map(|field| match (field.home(), self.get(*field)) {
            (Home::Cost(kind), View::Count(amount)) => Some((kind, amount)),
            _ => None,
        })
    }

    /// The amount of a kind.
    pub fn cost(&self, kind: CostKind) -> Option<i64> {
        self.costs().find(|(known, _)| *known == kind).and_then(|(_, amount)| amount)
    }

    /// The same facts with an amount of a kind.
    #[must_use]
    pub fn with_cost(mut self, kind: CostKind, amount: i64) -> Self {
        if let Some(field) = CollaborationField::ALL.iter().find(|field| field.home() == Home::Cost(kind)) {
            self.slot(*field).set(View::Count(Some(amount)));
        }
        self
    }

    /// Whether a post is known by its address, its day or its counts.
    pub fn is_posted(&self) -> bool {
        CollaborationField::ALL
            .iter()
            .filter(|field| matches!(field.home(), Home::Post | Home::Reading))
            .any(|field| self.get(*field).is_known())
    }
}

/// Only what a browser may be asked to open: anything else would be refused later, when it is needed.
fn web_address(text: &str) -> Result<String, &'static str> {
    let is_web = ["http://", "https://"].iter().any(|start| text.starts_with(start));
    if is_web { Ok(text.to_owned()) } else { Err("a web address, beginning with https://") }
}

fn without_blank(text: &str) -> Result<String, &'static str> {
    let has_blank = text.chars().any(char::is_whitespace);
    if has_blank { Err("The link has a blank in it; copy it again from the address bar.") } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::domain::record::Kind;

    #[test]
    fn every_kind_of_cost_is_a_field() {
        for kind in CostKind::iter() {
            let fields: Vec<_> =
                CollaborationField::ALL.iter().filter(|field| field.home() == Home::Cost(kind)).collect();
            let [field] = fields.as_slice() else { panic!("one field for {kind:?}: {fields:?}") };
            assert_eq!(field.fact().kind, Kind::Money);
            assert_eq!(CollaborationFields::default().with_cost(kind, 5).cost(kind), Some(5));
        }
    }

    #[test]
    fn every_key_and_every_alias_means_one_field() {
        for field in CollaborationField::ALL {
            let fact = field.fact();
            for word in std::iter::once(fact.key).chain(fact.aliases.iter().copied()) {
                let called: Vec<_> =
                    CollaborationField::ALL.iter().filter(|other| other.fact().is_called(word)).collect();
                assert_eq!(called, [field], "{word}");
            }
        }
    }
}
