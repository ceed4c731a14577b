/* report_gitlab.c - GitLab shows these beside the lines of a merge request, and tells new ones from old ones by their
 * fingerprint: made of file, rule, message (the English one, whatever is shown) and line of text, not of the line's number, so that it lasts when lines above change. */
#include "cli/report_gitlab.h"

#include "indexer/assets.h"

#include <stdio.h>

static const char *const severities[] = {"info", "minor", "major"};

/* The same finding twice in a file: the second is told apart by its number. */
static size_t times_before(const struct lb_diags *diags, size_t at)
{
    const struct lb_diag *d = &diags->items[at];
    size_t n = 0;
    for (size_t i = at; i-- > 0 && lb_slice_eq(diags->items[i].file, d->file);)
        n += diags->items[i].code == d->code && lb_slice_eq(diags->items[i].message.in[LB_LANG_EN], d->message.in[LB_LANG_EN]) &&
             lb_slice_eq(diags->items[i].source_line, d->source_line);
    return n;
}

struct lb_json *lb_report_gitlab(const struct lb_diags *diags, enum lb_lang lang)
{
    struct lb_json *array = lb_json_array();
    struct lb_str key = LB_STR_INIT(16384), text = LB_STR_INIT(16384);
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        if (d->silenced.len)
            continue;
        char hash[65];
        lb_str_clear(&key);
        lb_str_printf(&key, "%" LB_PRI "\n%s\n%" LB_PRI "\n%" LB_PRI "\n%zu", LB_ARG(d->file), d->code, LB_ARG(d->message.in[LB_LANG_EN]),
                      LB_ARG(d->source_line), times_before(diags, i));
        lb_sha256(lb_str_slice(&key), hash);
        lb_str_clear(&text);
        lb_str_add(&text, d->message.in[lang]);
        if (d->hint.in[lang].len)
            lb_str_printf(&text, " (%" LB_PRI ")", LB_ARG(d->hint.in[lang]));
        struct lb_json *o = lb_json_object(), *location = lb_json_object(), *lines = lb_json_object();
        lb_json_set_str(o, "description", lb_str_slice(&text));
        lb_json_set_str(o, "check_name", lb_slice_of(d->code));
        lb_json_set_str(o, "fingerprint", lb_slice_of(hash));
        lb_json_set_str(o, "severity", lb_slice_of(severities[d->severity]));
        lb_json_set_str(location, "path", d->file);
        lb_json_set_int(lines, "begin", d->line ? d->line : 1);
        lb_json_set(location, "lines", lines);
        lb_json_set(o, "location", location);
        lb_json_push(array, o);
    }
    lb_str_free(&key);
    lb_str_free(&text);
    return array;
}
