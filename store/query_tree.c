/* query_tree.c - a query that was read: what its leaves are worth by their place, whether it is true, how it looks. */
#include "store/query.h"

#include "base/limits.h"
#include "base/str.h"

/* Which leaves are wanted, required, excluded: by their place in the tree. Excluded are only those whose presence alone
 * makes the tree false: -a and -(a OR b), but not -(a b). */
static void mark(struct lb_query *q, const struct lb_node *n, bool is_negative, bool is_top)
{
    if (n->kind == LB_NODE_LEAF) {
        uint32_t bit = 1u << n->leaf;
        if (is_negative)
            q->excluded |= is_top ? bit : 0;
        else if (q->leaves[n->leaf].is_required && is_top)
            q->required |= bit;
        else
            q->wanted |= bit;
        return;
    }
    bool is_sure = is_top && n->kind != (is_negative ? LB_NODE_ALL : LB_NODE_ANY);
    if (n->kind == LB_NODE_NOT)
        is_negative = !is_negative;
    else if (n->children && !n->children->next)
        is_sure = is_top; /* a list of one */
    for (const struct lb_node *c = n->children; c; c = c->next)
        mark(q, c, is_negative, is_sure);
}

void lb_query_settle(struct lb_query *q)
{
    q->is_flat = true;
    q->needed = 0;
    for (const struct lb_node *n = q->root->children; n; n = n->next) {
        const struct lb_node *leaf = n->kind == LB_NODE_NOT ? n->children : n;
        q->is_flat = q->is_flat && leaf->kind == LB_NODE_LEAF;
        if (n->kind == LB_NODE_LEAF && !q->leaves[n->leaf].is_stopword)
            q->needed |= 1u << n->leaf;
    }
}

/* Stopwords count only where there is nothing else to look for. */
static void settle_stopwords(struct lb_query *q)
{
    uint32_t stopwords = 0;
    for (size_t i = 0; i < q->leaf_count; i++)
        stopwords |= q->leaves[i].is_stopword ? 1u << i : 0;
    bool is_needed = (q->wanted & ~stopwords) == 0 && q->required == 0;
    for (size_t i = 0; i < q->leaf_count; i++)
        if (is_needed || (q->excluded >> i & 1))
            q->leaves[i].is_stopword = false;
    if (!is_needed)
        q->wanted &= ~stopwords;
}

void lb_query_place(struct lb_query *q)
{
    mark(q, q->root, false, true);
    settle_stopwords(q);
    lb_query_settle(q);
}

static bool matches(const struct lb_query *q, const struct lb_node *n, uint32_t mask)
{
    switch (n->kind) {
    case LB_NODE_LEAF:
        return q->leaves[n->leaf].is_stopword || (mask >> n->leaf & 1);
    case LB_NODE_NOT:
        return !matches(q, n->children, mask);
    case LB_NODE_ANY:
        for (const struct lb_node *c = n->children; c; c = c->next)
            if (matches(q, c, mask))
                return true;
        return false;
    case LB_NODE_ALL:
        for (const struct lb_node *c = n->children; c; c = c->next)
            if (!matches(q, c, mask))
                return false;
        return true;
    }
    return false;
}

bool lb_query_tree_matches(const struct lb_query *q, uint32_t mask)
{
    return matches(q, q->root, mask);
}

static void print(const struct lb_query *q, const struct lb_node *n, bool is_top, struct lb_str *out)
{
    if (n->kind == LB_NODE_LEAF) {
        const struct lb_leaf *leaf = &q->leaves[n->leaf];
        bool is_phrase = leaf->kind == LB_LEAF_PHRASE;
        if (is_phrase)
            lb_str_addc(out, '"');
        lb_str_add(out, leaf->text);
        if (is_phrase)
            lb_str_addc(out, '"');
        return;
    }
    if (n->kind == LB_NODE_NOT) {
        lb_str_addc(out, '-');
        print(q, n->children, false, out);
        return;
    }
    bool has_marks = !is_top && n->children && n->children->next;
    if (has_marks)
        lb_str_addc(out, '(');
    for (const struct lb_node *c = n->children; c; c = c->next) {
        print(q, c, false, out);
        if (c->next)
            lb_str_add(out, n->kind == LB_NODE_ANY ? LB_S(" ATAU ") : LB_S(" "));
    }
    if (has_marks)
        lb_str_addc(out, ')');
}

lb_slice lb_query_print(const struct lb_query *q, struct lb_arena *arena)
{
    struct lb_str out = LB_STR_INIT(LB_MAX_QUERY * 4);
    print(q, q->root, true, &out);
    lb_slice text = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&out);
    return text;
}
