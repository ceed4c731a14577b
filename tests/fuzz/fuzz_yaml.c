/* fuzz_yaml.c - any bytes as YAML: a tree within the limits, with places inside the text, or a diagnostic. */
#include <stdlib.h>

#include "indexer/text_check.h"
#include "indexer/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct lb_value *v, unsigned lines, unsigned depth)
{
    size_t nodes = 1;
    if (v->line < 1 || v->line > lines || v->column < 1 || depth > lb_yaml_front.depth)
        abort();
    for (size_t i = 0; i < v->count; i++)
        nodes += walk(v->kind == LB_VALUE_MAP ? v->members[i].value : v->items[i], lines, depth + 1);
    return nodes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_diags diags;
    struct lb_value *v = NULL;
    lb_diags_init(&diags);
    struct lb_source source = {
        .path = LB_S("a.yml"), .text = lb_arena_copy(&a, lb_slice_from(data, size)), .diags = &diags};
    enum lb_status st = lb_text_check(&source);
    if (!st)
        st = lb_yaml_parse(&source, source.text, 1, &lb_yaml_front, &a, &v);
    if (st ? !source.errors : !v)
        abort();
    if (!st) {
        unsigned lines = 1;
        for (size_t i = 0; i < size; i++)
            lines += data[i] == '\n';
        if (walk(v, lines + 1, 0) > lb_yaml_front.nodes + 1)
            abort();
        struct lb_json *j = lb_value_to_json(v);
        if (!lb_value_equal(lb_value_from_json(&a, j), v))
            abort();
        lb_json_free(j);
    }
    lb_diags_free(&diags);
    lb_arena_free(&a);
    return 0;
}
