/* scaffold_collection.c - a new collection; see scaffold.h. */
#include "indexer/scaffold_parts.h"

static const char listed[] = "parts", named[] = "title", of_part[] = "items", of_item[] = "case";

/* The cases, all in one part; which parts there are, and what they are called, is for the editor to say. */
static void add_cases(const struct lb_contract *c, const struct lb_scaffold_item *cases, size_t count, lb_slice talk, struct lb_str *out)
{
    const struct lb_schema *part = lb_schema_items(lb_schema_property(c->of_collection, lb_slice_of(listed)));
    const struct lb_schema *item = lb_schema_items(lb_schema_property(part, lb_slice_of(of_part)));
    lb_str_printf(out, "%s:\n  - %s: %s\n", listed, named, scaffold_say(talk, "Kasus", "Cases"));
    scaffold_members(c, part, 4, (const char *[]){named, of_part, NULL}, talk, out);
    lb_str_printf(out, "    %s:\n", of_part);
    for (size_t i = 0; i < count; i++) {
        lb_str_printf(out, "      - %s: %" LB_PRI, of_item, LB_ARG(cases[i].id));
        if (cases[i].title.len)
            lb_str_printf(out, "  # %" LB_PRI, LB_ARG(cases[i].title));
        lb_str_addc(out, '\n');
        if (i == 0)
            scaffold_members(c, item, 8, (const char *[]){of_item, NULL}, talk, out);
    }
}

void lb_scaffold_collection(const struct lb_contract *c, const struct lb_value *answers, const struct lb_scaffold_item *cases, size_t count,
                            lb_slice talk, struct lb_str *out)
{
    const struct lb_json *properties = lb_json_get(lb_schema_json(c->of_collection), "properties");
    lb_str_lit(out, "---\n");
    scaffold_comment(out, "", lb_slice_of(scaffold_say(talk,
        "Draf koleksi. Baris yang diawali tanda # adalah penjelasan atau bidang yang belum diisi: hapus tanda # dan spasi di depan "
        "bidang, lalu isi; hapus yang tidak perlu. Bidang di bawah kasus pertama boleh dipakai pada setiap kasus. `lumbung check` "
        "memeriksa, `lumbung serve --from .` menampilkan.",
        "A draft of a collection. Lines that begin with # explain, or are fields not filled in yet: delete the # and the space before "
        "a field and fill it in; delete what is not needed. The fields below the first case may be used for each. `lumbung check` "
        "checks the file, `lumbung serve --from .` shows it.")));
    for (void *it = lb_json_first(properties); it; it = lb_json_next(properties, it)) {
        lb_slice field = lb_slice_of(lb_json_key(it));
        if (!count || !lb_slice_eq(field, lb_slice_of(listed))) {
            scaffold_field(c, c->of_collection, field, answers, talk, out);
            continue;
        }
        scaffold_explain(c, c->of_collection, field, talk, out);
        add_cases(c, cases, count, talk, out);
    }
    lb_str_lit(out, "---\n\n<!-- ");
    lb_str_add(out, lb_slice_of(scaffold_say(talk,
        "Pengantar: untuk siapa koleksi ini, dan apa yang menyatukan kasus-kasusnya.\n"
        "- Siapa yang sebaiknya membacanya, dan untuk keputusan apa?\n"
        "- Mengapa kasus-kasus ini, dan mengapa urutannya begitu?\n"
        "- Apa yang tidak dapat disimpulkan darinya?\n-->\n",
        "Introduction: whom this collection is for, and what holds its cases together.\n"
        "- Who should read it, and for which decision?\n"
        "- Why these cases, and why in this order?\n"
        "- What cannot be concluded from it?\n-->\n")));
}
