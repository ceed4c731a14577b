/* case.c - reading a case and laying a translation over it; see case.h. */
#include "indexer/case.h"

#include "base/limits.h"
#include "indexer/text_check.h"
#include "indexer/yaml.h"

#include <ctype.h>

static bool is_id(lb_slice s)
{
    bool after_dash = true;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '-' ? after_dash : !(islower((unsigned char)c) || isdigit((unsigned char)c)))
            return false;
        after_dash = c == '-';
    }
    return s.len && s.len <= LB_MAX_ID && !after_dash;
}

static lb_slice last_part(lb_slice path, lb_slice *rest)
{
    size_t at = path.len;
    while (at && path.data[at - 1] != '/')
        at--;
    *rest = lb_slice_sub(path, 0, at ? at - 1 : 0);
    return lb_slice_sub(path, at, path.len);
}

bool lb_case_path(const struct lb_contract *c, lb_slice path, lb_slice *folder, lb_slice *id, lb_slice *lang,
                  struct lb_both *why)
{
    *why = LB_BOTH_NONE;
    lb_slice rest, file = last_part(path, folder);
    if (!lb_slice_starts(path, LB_S("cases/")) || !lb_slice_ends(file, LB_S(".md")))
        return false;
    *lang = lb_slice_sub(file, 0, file.len - 3);
    *id = last_part(*folder, &rest);
    const struct lb_vocab *languages = lb_vocab_find(&c->vocabs, LB_S("languages"));
    bool is_language = languages ? lb_term_find(languages, *lang) != NULL : lang->len == 2;
    if (!is_language) {
        if (lang->len == 2 && islower((unsigned char)lang->data[0]))
            *why = LB_BOTH("nama berkasnya bukan bahasa yang ada di schema/vocab/languages.yml",
                           "the file's name is no language of schema/vocab/languages.yml");
        return false;
    }
    if (!rest.len)
        *why = LB_BOTH("setiap kasus punya folder sendiri: cases/.../<id>/<bahasa>.md",
                       "a case has a folder of its own: cases/.../<id>/<language>.md");
    else if (!is_id(*id))
        *why = LB_BOTH("nama folder adalah id kasus: paling banyak 64 huruf kecil dan angka, kata-katanya dipisah '-'",
                       "the folder's name is the case's id: at most 64 small letters and digits, words parted by '-'");
    return !why->in[LB_LANG_EN].len;
}

size_t lb_case_original(const struct lb_contract *c, const lb_slice *langs, size_t count)
{
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        if (lb_slice_eq(langs[i], c->language))
            return i;
        if (lb_slice_cmp(langs[i], langs[first]) < 0)
            first = i;
    }
    return first;
}

enum lb_status lb_case_read(const struct lb_contract *c, lb_slice path, lb_slice bytes, bool is_translation,
                            struct lb_diags *diags, struct lb_arena *a, struct lb_case *ret)
{
    struct lb_case k = {.source = {.path = path, .text = lb_text_lines(a, bytes), .diags = diags}, .is_translation = is_translation};
    struct lb_front parts;
    struct lb_both why;
    if (!lb_case_path(c, path, &k.folder, &k.id, &k.lang, &why)) {
        lb_report_both(&k.source, LB_RULE_ID, 0, 0, LB_BOTH_NONE,
                       why.in[LB_LANG_EN].len ? why : LB_BOTH("bukan tempat sebuah kasus", "not the path of a case"));
        return LB_INVALID;
    }
    enum lb_status st = lb_front_split(&k.source, &parts);
    if (!st)
        st = lb_yaml_parse(&k.source, parts.yaml, parts.yaml_line, &lb_yaml_front, a, &k.front);
    if (st)
        return st;
    if (k.front->kind != LB_VALUE_MAP) {
        lb_report(&k.source, LB_RULE_TYPE, k.front->line, k.front->column, 
                  LB_BOTH("tulis baris berbentuk 'bidang: isi'", "write 'field: value' lines"),
                  "bagian depan tidak terdiri atas bidang", "the front matter is no map of fields");
        return LB_INVALID;
    }
    k.body = parts.body;
    k.body_line = parts.body_line;
    k.record = k.front;
    lb_contract_check(c, is_translation ? c->of_translation : c->of_case, k.front, &k.source);
    *ret = k;
    return LB_OK;
}

static struct lb_value *merge(struct lb_case *t, lb_slice name, struct lb_value *text, struct lb_value *fact,
                              struct lb_arena *a);

static struct lb_value *merge_maps(struct lb_case *t, struct lb_value *text, struct lb_value *fact, struct lb_arena *a)
{
    struct lb_value *out = LB_NEW(a, struct lb_value);
    *out = *fact;
    out->members = NULL;
    out->count = out->capacity = 0;
    for (size_t i = 0; i < fact->count; i++) {
        const struct lb_member *m = &fact->members[i], *over = lb_value_member(text, m->key);
        lb_value_set(a, out, m->key, over ? merge(t, m->key, over->value, m->value, a) : m->value);
    }
    for (size_t i = 0; i < text->count; i++)
        if (!lb_value_member(fact, text->members[i].key))
            lb_value_set(a, out, text->members[i].key, text->members[i].value);
    return out;
}

static bool has_maps(const struct lb_value *list)
{
    return list->count && list->items[0]->kind == LB_VALUE_MAP;
}

static struct lb_value *merge(struct lb_case *t, lb_slice name, struct lb_value *text, struct lb_value *fact,
                              struct lb_arena *a)
{
    if (text->kind == LB_VALUE_MAP && fact->kind == LB_VALUE_MAP)
        return merge_maps(t, text, fact, a);
    if (text->kind != LB_VALUE_LIST || fact->kind != LB_VALUE_LIST || !has_maps(text) || !has_maps(fact))
        return text;
    if (text->count != fact->count && lb_slice_eq(name, LB_S("silence")))
        return text; /* each file silences what is found in itself */
    if (text->count != fact->count) {
        lb_report(&t->source, LB_RULE_TRANSLATION, text->line, text->column,
                  LB_BOTH("isi daftar dipasangkan menurut urutannya; tulis '- {}' untuk yang tidak perlu diterjemahkan",
                          "items belong together by their order; write '- {}' for one that needs no translation"),
                  "%" LB_PRI " berisi %zu entri di sini dan %zu di naskah asli",
                  "%" LB_PRI " has %zu items here and %zu in the original", LB_ARG(name), text->count, fact->count);
        return fact;
    }
    struct lb_value *out = LB_NEW(a, struct lb_value);
    *out = *fact;
    out->items = NULL;
    out->count = out->capacity = 0;
    for (size_t i = 0; i < fact->count; i++)
        lb_value_push(a, out, merge(t, name, text->items[i], fact->items[i], a));
    return out;
}

void lb_case_merge(struct lb_case *translation, const struct lb_case *original, struct lb_arena *a)
{
    translation->original = original;
    translation->record = merge_maps(translation, translation->front, original->front, a);
}

lb_slice lb_case_state(const struct lb_case *c)
{
    return lb_value_str(c->record, "state");
}
