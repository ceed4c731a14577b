/* vocab.c - see vocab.h. */
#include "indexer/vocab.h"

#include <stdlib.h>

static int by_code(const void *a, const void *b)
{
    return lb_slice_cmp((*(const struct lb_term *const *)a)->code, (*(const struct lb_term *const *)b)->code);
}

void lb_vocabs_add(struct lb_vocabs *all, struct lb_arena *a, lb_slice name, struct lb_value *value)
{
    struct lb_vocab v = {.name = name, .value = value};
    const struct lb_value *terms = lb_value_get(value, "terms");
    size_t n = terms && terms->kind == LB_VALUE_LIST ? terms->count : 0;
    v.terms = LB_NEW_ARRAY(a, struct lb_term, n);
    v.by_code = LB_NEW_ARRAY(a, const struct lb_term *, n);
    for (size_t i = 0; i < n; i++) {
        const struct lb_value *t = terms->items[i];
        struct lb_term term = {lb_value_str(t, "code"), lb_value_str(t, "group"), lb_value_get(t, "label"),
                               lb_value_get(t, "alt"), t};
        if (!term.code.len)
            continue;
        v.terms[v.count] = term;
        v.by_code[v.count] = &v.terms[v.count];
        v.count++;
    }
    if (v.count)
        qsort(v.by_code, v.count, sizeof *v.by_code, by_code);
    LB_PUSH(a, all->items, all->count, all->capacity, v);
}

const struct lb_vocab *lb_vocab_find(const struct lb_vocabs *all, lb_slice name)
{
    for (size_t i = 0; i < all->count; i++)
        if (lb_slice_eq(all->items[i].name, name))
            return &all->items[i];
    return NULL;
}

const struct lb_term *lb_term_find(const struct lb_vocab *v, lb_slice code)
{
    size_t low = 0, high = v ? v->count : 0;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = lb_slice_cmp(code, v->by_code[mid]->code);
        if (c == 0)
            return v->by_code[mid];
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

lb_slice lb_term_label(const struct lb_term *t, lb_slice lang)
{
    const struct lb_member *m = lb_value_member(t->label, lang);
    if (m)
        return lb_value_text(m->value);
    if (t->label && t->label->kind == LB_VALUE_MAP && t->label->count)
        return lb_value_text(t->label->members[0].value);
    return t->code;
}

lb_slice lb_vocab_noun(struct lb_arena *a, lb_slice name)
{
    char room[64];
    size_t n = name.len < sizeof room ? name.len : sizeof room - 1;
    for (size_t i = 0; i < n; i++)
        room[i] = name.data[i] == '_' ? ' ' : name.data[i];
    lb_slice word = lb_slice_from(room, n);
    if (lb_slice_ends(word, LB_S("ies")))
        return lb_arena_printf(a, "%.*sy", (int)n - 3, room);
    if (lb_slice_ends(word, LB_S("uses")))
        n -= 2;
    else if (lb_slice_ends(word, LB_S("s")))
        n -= 1;
    return lb_arena_copy(a, lb_slice_from(room, n));
}
