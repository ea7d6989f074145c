"""Parameters of URLs that never choose the article: where a reader came from, who it is, in which dress the page is shown.

Two strengths. What ``tracks`` names does nothing else on any site, so it is cut from every URL. What ``is_idle`` names beyond that may do
something somewhere ("ref=4711" can be the article), so it is passed over only where two URLs are compared, and never cut from a link.
"""

from __future__ import annotations

import re

_PREFIXES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "itm_", "at_", "ns_", "_hs", "oft_", "stm_", "__hs", "hmb_", "gaa_", "gad_",
    "cm_mmc", "cm_ven", "trk_", "wt_", "wt.", "sfmc_", "pd_rd_", "pf_rd_", "elqtrack", "xt_", "bsft_", "guce_", "_branch_", "__cf_chl_",
    "amp_js", "amp_gsa", "amp_tf",
)  # fmt: skip
_NAMES = """
    fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id fbadid mibextid __tn__ gclid gclsrc dclid gbraid wbraid msclkid
    msockid yclid ysclid yadclid yadordid ymclid _openstat twclid twsrc ttclid li_fat_id igsh igshid epik srsltid rb_clickid wickedid
    irclickid irgwc cjevent sscid zanpid tduid awc vero_id vero_conv oly_anon_id oly_enc_id mc_cid mc_eid mc_tc mkt_tok _ga _gl _ke _kx __s
    __twitter_impression trk trkcampaign trkid sr_share s_kwcid s_cid sc_cid ml_subscriber ml_subscriber_hash ck_subscriber_id dm_i dm_t
    ss_source ss_campaign_id ss_email_id hsctatracking guccounter cmpid cmp icid ico int_cid int_cmp int_source int_medium int_campaign
    intcid intcmp ncid ocid cvid ito mbid bxid cndid xtor xtref xtatc dicbo tblci obclid spm ftag ftcamp feedtype feedname traffic_source
    partner emc smid smtyp sharetype share_id sfnsn echobox soc_src soc_trk tsrc .tsrc reflink lctg bta_tid hootpostid usqp phpsessid
    jsessionid _rsc
"""
_TRACKING = frozenset(_NAMES.split())
_NUMBERED = re.compile(r"sf\d{6,}|aspsessionid[a-z]{8}")  # a number or letters of chance in the name itself

# Passed over when their value is a word, as in "ref=home"; with a number the parameter may well choose the article.
_ORIGINS = """
    ref refer referer referrer ref_src ref_url ref_source refsrc source src from via origin medium campaign channel mod share shared
    sharesource share_source shareid rss topic_from fromsource entry_source
"""
_ORIGIN_NAMES = frozenset(_ORIGINS.split())
_WORD = re.compile(r"(?![^=]*\d{4})[a-z][\w.+-]{0,40}", re.IGNORECASE | re.ASCII)
_DRESS = {  # the same article as AMP, for mobiles, on one page, for the printer
    name: frozenset(values.split("|"))
    for names, values in (
        ("amp mobile", "|1|0|true|false|yes|on"), ("m single print isamp", "1|0|true|false|yes"), ("page", "all|1"),
        ("output outputtype view mode display format layout template platform", "amp|mobile|print"),
    )
    for name in names.split()
}  # fmt: skip
_GIFTS_AND_CACHES = "sharetoken unlocked_article_code accesstoken replytocom nb nocache _ cachebuster cfid cftoken zenid oscsid"
_KEYS = frozenset(_GIFTS_AND_CACHES.split())
_SESSIONS = frozenset({"sid", "s", "sess", "session", "sessionid", "session_id"})
_HASH = re.compile(r"[0-9a-f]{26,64}", re.IGNORECASE)


def tracks(item: str) -> bool:
    """Whether the item of a query, such as "utm_source=rss", only tells where a reader came from."""
    name = item.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_PREFIXES) or bool(_NUMBERED.fullmatch(name))


def is_idle(item: str) -> bool:
    """Whether two URLs that differ in this item only are of one article."""
    name, _, value = item.partition("=")
    name, value = name.lower(), value.lower()
    if name in _ORIGIN_NAMES:
        return not value or bool(_WORD.fullmatch(value))
    if name in _SESSIONS:
        return bool(_HASH.fullmatch(value))
    return value in _DRESS.get(name, ()) or name in _KEYS or tracks(item)
