//! What the user can state of a collaboration: one table for the form, the columns of a tracker, the page, JSON and CSV.
//!
//! A new line is a new field everywhere. If it is in the table `collaboration` itself, a migration that adds its column is all
//! else it needs; a fact that lives elsewhere says so in [`CollaborationField::home`].

use chrono::NaiveDate;

use super::CostKind;
use super::book_again;
use super::deliverable::Promise;
use super::pay_terms::PayTerms;
use super::record::{View, record};

record! {
    /// What is known of a collaboration; unknown facts are empty or `None`, and amounts are minor units of the campaign's currency.
    pub CollaborationFields {}
    /// A fact that the user can state of a collaboration.
    pub CollaborationField in "booked" {
        /// Fee of the creator.
        Fee: fee Money "fee" "fee" "Fee" {
            hint: "agreed, paid or not",
            headers: &[
                "fee", "creator fee", "flat fee", "rate", "price", "cost per post", "payment", "payout", "pagamento", "cachê",
                "honorar",
            ],
            guesses: &["cost", "amount", "total payout", "est flat fee", "spend"],
        };
        /// Cost of goods of the product sent.
        ProductCost: product_cost Money "product_cost" "product_cost" "Product cost" {
            hint: "what the goods sent cost you",
            headers: &[
                "product cost", "cost of goods", "cogs", "product value", "goods cost", "cost of product", "sample cost",
                "gift value",
            ],
            guesses: &["product", "gift"],
        };
        /// Cost of sending it.
        ShippingCost: shipping_cost Money "shipping_cost" "shipping_cost" "Shipping cost" {
            headers: &["shipping cost", "shipping", "postage", "cost of shipping", "envio", "versand", "delivery cost"],
        };
        /// Price of usage rights.
        RightsCost: rights_cost Money "rights_cost" "rights_cost" "Rights cost" {
            hint: "for using the video yourself",
            headers: &[
                "rights", "rights cost", "rights fee", "usage rights", "usage rights cost", "usage rights fee", "usage fee",
                "licensing fee", "license fee", "whitelisting fee", "content rights", "nutzungsrechte", "droits",
                "droits d'utilisation", "derechos", "derechos de uso", "direitos", "direitos de uso", "kullanım hakkı",
                "使用权费",
            ],
        };
        /// Cost of paid reach of the post.
        BoostCost: boost_cost Money "boost_cost" "boost_cost" "Boost cost" {
            hint: "paid reach of the post",
            headers: &[
                "boost", "boost cost", "boosting", "boost budget", "boost spend", "paid boost", "ad spend", "spark ads spend",
                "spark spend", "spark ads budget", "amplification", "promotion cost", "werbebudget", "impulso",
                "impulsionamento", "sponsorisation", "reklam", "推广费",
            ],
        };
        /// Any other cost.
        OtherCost: other_cost Money "other_cost" "other_cost" "Other cost" {
            headers: &[
                "other", "other cost", "other costs", "misc", "misc costs", "miscellaneous", "extras", "extra cost",
                "extra costs", "additional cost", "additional costs", "sonstige kosten", "sonstiges", "otros", "otros costes",
                "otros gastos", "outros", "outros custos", "autres", "autres frais", "diğer", "diğer masraflar", "其他费用",
            ],
        };
        /// Paid to the creator on top of the fee.
        BonusCost: bonus_cost Money "bonus" "bonus_cost" "Bonus" {
            words: "bonus", hint: "on top of the fee",
            headers: &["bonus", "bonus cost", "performance bonus", "bonus paid", "bono", "bônus", "prime", "奖金"],
        };
        /// Commission on the net revenue of their sales.
        Commission: commission Share "commission" "commission_bp" "Commission" {
            hint: "of the net revenue of their sales", most: 10_000.0,
            headers: &[
                "commission", "commission rate", "commission pct", "commission percent", "affiliate commission", "rev share",
                "revenue share", "comissão", "comisión", "provision", "komisyon", "provvigione", "佣金", "佣金率",
            ],
            guesses: &["cut", "share"],
        };
        /// Promo codes.
        Codes: codes List "codes" "codes" "Promo codes" {
            hint: "with commas: MIA10, MIA20", aliases: &["code"],
            headers: &[
                "code", "codes", "promo code", "promo codes", "discount code", "discount codes", "coupon", "coupons",
                "coupon code", "coupon codes", "coupons used", "cupom", "gutschein", "voucher",
            ],
        };
        /// The tracked link they were given.
        Link: link Word "link" "link" "Tracked link" {
            hint: "the link they were given", clean: without_blank,
            headers: &[
                "link", "tracked link", "tracking link", "utm link", "utm", "affiliate link", "url", "landing page",
                "target link", "short link",
            ],
        };
        /// Day of the first message to them.
        ContactedOn: contacted_on Day "contacted_on" "contacted_on" "Contacted on" {
            words: "day of the message", hint: "the first message; empty: not yet",
            headers: &[
                "contacted on", "contacted at", "contacted", "contact date", "date contacted", "first contact",
                "first contacted", "first message", "first message on", "dm sent on", "message sent", "message sent on",
                "outreach date", "date of outreach", "outreach sent", "reached out", "reached out on", "dm sent", "dm date",
                "email sent", "email sent on", "date emailed", "messaged on", "pitched on", "contato em", "contactado el",
                "kontaktiert am", "contacté le",
            ],
            guesses: &["outreach", "dm", "emailed", "messaged"],
        };
        /// Day of their first answer.
        RepliedOn: replied_on Day "replied_on" "replied_on" "Replied on" {
            words: "day of the answer", hint: "their first answer",
            headers: &[
                "replied on", "replied at", "replied", "reply date", "date replied", "date of reply", "answered",
                "answered on", "answer date", "response date", "responded", "responded on", "date of response",
                "respondido em", "respondió el", "geantwortet am", "répondu le",
            ],
            guesses: &["reply", "response", "answer"],
        };
        /// Day on which the parcel left.
        ShippedOn: shipped_on Day "shipped_on" "shipped_on" "Shipped on" {
            words: "day of the parcel", hint: "the parcel left; empty: not yet",
            headers: &[
                "shipped on", "shipped at", "shipped", "ship date", "date shipped", "shipping date", "sent on",
                "product sent", "product sent on", "sample sent", "sample sent on", "samples sent", "parcel sent",
                "parcel sent on", "package sent", "date sent", "dispatched", "dispatched on", "dispatch date", "enviado em",
                "enviado el", "versendet am", "expédié le",
            ],
            guesses: &["sent", "delivery date", "gifted on"],
        };
        /// What is in the parcel.
        Item: item Word "item" "item" "What is sent" {
            words: "what is sent", hint: "2 x Spring serum 30 ml",
            headers: &["item", "items", "what is sent", "product sent name", "sample", "sku", "product name", "gift", "artikel", "producto", "produto"],
        };
        /// Day on which the parcel arrived.
        DeliveredOn: delivered_on Day "delivered_on" "delivered_on" "Delivered on" {
            words: "day of arrival", hint: "the parcel arrived; empty: not yet",
            headers: &[
                "delivered on", "delivered at", "delivered", "date delivered", "arrived on", "arrived", "received on",
                "product received", "sample received", "zugestellt am", "entregado el", "entregue em", "livré le",
            ],
        };
        /// Day on which the parcel was given up as lost.
        LostOn: lost_on Day "lost_on" "lost_on" "Lost on" {
            words: "day of the loss", hint: "the parcel never arrived", headers: &["lost on", "lost", "parcel lost"],
        };
        /// Who carries the parcel.
        Carrier: carrier Word "carrier" "carrier" "Carrier" {
            headers: &[
                "carrier", "shipping carrier", "courier", "shipped with", "shipped via", "shipping company", "parcel service",
                "versanddienst", "paketdienst", "transportista", "mensajería", "transportadora", "transporteur", "corriere",
                "kargo firması", "kargo", "快递公司",
            ],
        };
        /// Number of the parcel.
        Tracking: tracking Word "tracking" "tracking" "Tracking number" {
            headers: &[
                "tracking", "tracking number", "tracking no", "tracking id", "tracking code", "parcel number",
                "shipment number", "awb", "sendungsnummer", "número de seguimiento", "seguimiento", "código de rastreio",
                "rastreio", "numéro de suivi", "suivi", "takip no", "takip numarası", "kargo takip no", "运单号",
            ],
        };
        /// What was promised: `2 videos, 1 story`.
        Deliverables: deliverables Word "deliverables" "deliverables" "Deliverables" {
            hint: "2 videos, 1 story", clean: Promise::cleaned,
            headers: &["deliverables", "deliverable", "content agreed", "posts agreed", "number of posts", "entregables", "entregáveis"],
        };
        /// When they are to be paid: `net 15 from posted`.
        PayTerms: pay_terms Word "pay_terms" "pay_terms" "Payment terms" {
            words: "payment terms", hint: "net 15 from posted; empty: as usual", clean: PayTerms::cleaned,
            headers: &["payment terms", "pay terms", "terms of payment", "zahlungsziel", "condiciones de pago"],
        };
        /// The days between which the post is to go out.
        PostingWindow: posting_window Window "posting_window" "posting_window" "Posting window" {
            hint: "dec 1 to dec 14; one day: by then",
            headers: &["posting window", "posting dates", "posting period", "post by", "post between", "live window"],
        };
        /// Whether you would book them again: `yes` or `no`.
        BookAgain: book_again Word "book_again" "book_again" "Book again" {
            hint: "yes or no", clean: book_again::cleaned,
            headers: &[
                "book again", "would book again", "rebook", "work with again", "would work with again", "again", "wieder buchen",
                "volver a contratar",
            ],
        };
        /// What is to be remembered of the collaboration, apart from the notes of its creator.
        Note: note Prose "collaboration_note" "note" "Collaboration note" {
            words: "note of the collaboration", hint: "of this collaboration; the creator's notes stand apart",
            aliases: &["note"],
            headers: &[
                "collaboration note", "collaboration notes", "collab note", "collab notes", "deal note", "deal notes",
                "notes on the deal", "booking note", "booking notes",
            ],
        };
        /// Address of the post, of several the first.
        PostUrl: post_url Word "post_url" "post_url" "Post link" {
            hint: "address of the post", clean: web_address,
            headers: &[
                "post url", "post link", "video url", "video link", "link to post", "link to video", "content link",
                "content url", "tiktok link", "tiktok url",
            ],
            guesses: &["post", "video"],
        };
        /// Day of the post.
        PostedOn: posted_on Day "posted_on" "posted_on" "Posted on" {
            words: "day of the post", aliases: &["posted_at"],
            headers: &[
                "posted at", "went live", "went live on", "live on", "posted on", "posted", "post date", "date posted",
                "publish date", "published at", "published", "go live date", "live date", "posting date", "upload date",
            ],
            guesses: &["date"],
        };
        /// Views of the post.
        Views: views Count "views" "views" "Views" {
            hint: "as the post shows them today; empty: not known",
            headers: &[
                "views", "video views", "post views", "plays", "play count", "view count", "visualizações", "visninger",
                "播放量",
            ],
            guesses: &["impressions", "reach", "impresiones"],
        };
        /// Likes of the post.
        Likes: likes Count "likes" "likes" "Likes" {
            headers: &["likes", "like count", "digg count", "post likes", "curtidas", "点赞数"],
        };
        /// Comments under the post.
        Comments: comments Count "comments" "comments" "Comments" {
            headers: &["comments", "comment count", "post comments", "comentários", "comentarios", "评论数"],
        };
        /// Shares of the post.
        Shares: shares Count "shares" "shares" "Shares" {
            headers: &["shares", "share count", "post shares", "compartilhamentos", "compartidos", "reposts", "分享数"],
        };
        /// Saves of the post.
        Saves: saves Count "saves" "saves" "Saves" {
            headers: &[
                "saves", "save count", "collect count", "favorites", "bookmarks", "salvamentos", "gemmer", "guardados",
            ],
        };
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
    /// What was promised.
    Deliverables,
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
            Self::BonusCost => Home::Cost(CostKind::Bonus),
            Self::Codes => Home::Codes,
            Self::Link => Home::Link,
            Self::Deliverables => Home::Deliverables,
            Self::PostUrl | Self::PostedOn => Home::Post,
            Self::Views | Self::Likes | Self::Comments | Self::Shares | Self::Saves => Home::Reading,
            _ => Home::Collaboration,
        }
    }

    /// Whether spend, or whose an order is, is reckoned from the fact: a row that garbles it would count wrong without it.
    pub fn is_reckoned_from(self) -> bool {
        let by_parcel = matches!(self, Self::ShippedOn | Self::DeliveredOn | Self::LostOn);
        by_parcel || matches!(self.home(), Home::Cost(_)) || matches!(self, Self::Commission | Self::PostedOn)
    }
}

/// The days of a post and of the parcel that it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostAndParcel {
    /// When it was posted.
    pub posted_on: Option<NaiveDate>,
    /// When the parcel left.
    pub shipped_on: Option<NaiveDate>,
    /// When the parcel arrived.
    pub delivered_on: Option<NaiveDate>,
}

impl PostAndParcel {
    /// The days of the post and of the parcel, where the post is dated before the parcel arrived, or left.
    pub fn too_early(self) -> Option<(NaiveDate, NaiveDate)> {
        let days = self.posted_on.zip(self.delivered_on.or(self.shipped_on));
        days.filter(|(post, parcel)| post < parcel)
    }
}

impl Default for CollaborationFields {
    fn default() -> Self {
        Self::blank()
    }
}

impl CollaborationFields {
    /// The days of the post and of the parcel.
    pub fn post_and_parcel(&self) -> PostAndParcel {
        let Self { posted_on, shipped_on, delivered_on, .. } = *self;
        PostAndParcel { posted_on, shipped_on, delivered_on }
    }

    /// Whether the parcel is dated as arrived, or lost, before it left.
    pub fn arrives_before_it_left(&self) -> bool {
        let is_before = |day: Option<NaiveDate>| self.shipped_on.zip(day).is_some_and(|(left, day)| day < left);
        is_before(self.delivered_on) || is_before(self.lost_on)
    }

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

    /// All amounts added up, minor units.
    pub fn costs_minor(&self) -> i64 {
        self.costs().filter_map(|(_, amount)| amount).fold(0, i64::saturating_add)
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

/// Only what a browser may be asked to open: anything else would be refused later, when it is needed. Sheets often leave the
/// beginning out: `tiktok.com/@mia/video/7`.
fn web_address(text: &str) -> Result<String, &'static str> {
    if ["http://", "https://"].iter().any(|start| text.starts_with(start)) {
        return Ok(text.to_owned());
    }
    let host = text.split_once('/').map(|(host, _)| host).filter(|host| host.contains('.'));
    let is_host = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if host.is_some_and(is_host) && !text.contains(char::is_whitespace) {
        return Ok(format!("https://{text}"));
    }
    Err("a web address that starts with https://")
}

fn without_blank(text: &str) -> Result<String, &'static str> {
    let has_blank = text.chars().any(char::is_whitespace);
    if has_blank { Err("The link contains a space. Copy it again from the address bar.") } else { Ok(text.to_owned()) }
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
    fn a_link_of_a_post_may_lack_its_beginning() {
        let kept = |text| CollaborationField::PostUrl.fact().cleaned(text).ok();
        assert_eq!(kept("www.tiktok.com/@mia/video/7").as_deref(), Some("https://www.tiktok.com/@mia/video/7"));
        assert_eq!(kept("http://a.example/b").as_deref(), Some("http://a.example/b"));
        for none in ["see DM", "posted", "javascript:alert(1)//a.b/c", "file:///etc/passwd", "../a.b/c d"] {
            assert_eq!(kept(none), None, "{none}");
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
