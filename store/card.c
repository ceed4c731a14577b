/* card.c - cards to bytes and back.
 *
 * Not JSON: ten cards are read for every search, and this costs nothing to read. A card is its strings in the order
 * of `strings`, each a 32-bit length and bytes, then four 32-bit numbers; a document's data is the number of cards, the
 * cards, labelled facet values (field, code, label) and a hash of 64 bits. Numbers are in the machine's byte order: an index is not carried between machines. */
#include "store/card.h"

#include <stdint.h>

static const size_t strings[] = {
    offsetof(struct lb_card, id),          offsetof(struct lb_card, lang),          offsetof(struct lb_card, title),
    offsetof(struct lb_card, problem),     offsetof(struct lb_card, summary),       offsetof(struct lb_card, region),
    offsetof(struct lb_card, region_name), offsetof(struct lb_card, province_name), offsetof(struct lb_card, year),
    offsetof(struct lb_card, stage),       offsetof(struct lb_card, status),        offsetof(struct lb_card, evidence),
    offsetof(struct lb_card, affair),      offsetof(struct lb_card, status_asof),   offsetof(struct lb_card, updated),
    offsetof(struct lb_card, verified),    offsetof(struct lb_card, state),
};
enum { string_count = sizeof strings / sizeof *strings };

static void put_number(struct lb_str *out, size_t n)
{
    uint32_t u = (uint32_t)n;
    lb_str_add(out, lb_slice_from(&u, sizeof u));
}

static bool take_number(lb_slice *in, uint32_t *ret)
{
    if (in->len < sizeof *ret)
        return false;
    memcpy(ret, in->data, sizeof *ret);
    *in = lb_slice_sub(*in, sizeof *ret, in->len);
    return true;
}

static bool take_string(lb_slice *in, lb_slice *ret)
{
    uint32_t len;
    if (!take_number(in, &len) || len > in->len)
        return false;
    *ret = lb_slice_sub(*in, 0, len);
    *in = lb_slice_sub(*in, len, in->len);
    return true;
}

static bool take_card(lb_slice *in, struct lb_card *card)
{
    uint32_t has_cost, has_independent;
    for (size_t i = 0; i < string_count; i++)
        if (!take_string(in, (lb_slice *)((char *)card + strings[i])))
            return false;
    if (!take_number(in, &has_cost) || !take_number(in, &card->replicated) || !take_number(in, &card->interested) ||
        !take_number(in, &has_independent))
        return false;
    card->has_cost = has_cost != 0;
    card->has_independent = has_independent != 0;
    return true;
}

static void put_string(struct lb_str *out, lb_slice s)
{
    put_number(out, s.len);
    lb_str_add(out, s);
}

void lb_cards_write(const struct lb_doc *doc, uint64_t content, struct lb_str *out)
{
    put_number(out, doc->lang_count);
    for (size_t l = 0; l < doc->lang_count; l++) {
        const struct lb_card *card = &doc->langs[l].card;
        for (size_t i = 0; i < string_count; i++)
            put_string(out, *(const lb_slice *)((const char *)card + strings[i]));
        put_number(out, card->has_cost);
        put_number(out, card->replicated);
        put_number(out, card->interested);
        put_number(out, card->has_independent);
    }
    for (size_t i = 0; i < doc->facet_count; i++) {
        const struct lb_facet_value *f = &doc->facets[i];
        if (!f->label.len)
            continue;
        put_number(out, (size_t)f->field);
        put_string(out, f->code);
        put_string(out, f->label);
    }
    lb_str_add(out, lb_slice_from(&content, sizeof content));
}

enum lb_status lb_cards_read(lb_slice data, lb_slice lang, struct lb_card *ret, struct lb_err *e)
{
    uint32_t count;
    struct lb_card card, first;
    if (!take_number(&data, &count) || !count)
        return lb_fail(e, LB_INTERNAL, "damaged card in the index");
    for (uint32_t i = 0; i < count; i++) {
        if (!take_card(&data, &card))
            return lb_fail(e, LB_INTERNAL, "damaged card in the index");
        if (i == 0)
            first = card;
        if (lb_slice_eq(card.lang, lang)) {
            *ret = card;
            return LB_OK;
        }
    }
    *ret = first;
    return LB_OK;
}

size_t lb_cards_langs(lb_slice data, lb_slice *langs, size_t max)
{
    uint32_t count;
    size_t n = 0;
    struct lb_card card;
    if (!take_number(&data, &count))
        return 0;
    while (n < count && n < max && take_card(&data, &card))
        langs[n++] = card.lang;
    return n;
}

lb_slice lb_cards_facets(lb_slice data)
{
    uint32_t count;
    struct lb_card card;
    if (!take_number(&data, &count))
        return LB_EMPTY;
    while (count-- && take_card(&data, &card))
        ;
    return data.len >= sizeof(uint64_t) ? lb_slice_sub(data, 0, data.len - sizeof(uint64_t)) : LB_EMPTY;
}

bool lb_cards_next_facet(lb_slice *rest, struct lb_facet_value *ret)
{
    uint32_t field;
    if (!take_number(rest, &field) || field >= LB_FIELD_COUNT || !take_string(rest, &ret->code) ||
        !take_string(rest, &ret->label))
        return false;
    ret->field = (enum lb_field)field;
    return true;
}

uint64_t lb_cards_content(lb_slice data)
{
    uint64_t content = 0;
    if (data.len >= sizeof content)
        memcpy(&content, data.data + data.len - sizeof content, sizeof content);
    return content;
}
