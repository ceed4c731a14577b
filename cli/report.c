/* report.c - see report.h. */
#include "cli/report.h"

#include "base/json.h"
#include "cli/command.h"
#include "cli/report_gitlab.h"
#include "cli/report_sarif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_A_FILE = 50, MAX_OUTPUT = 256 * 1024 * 1024 };

static const char *const formats[] = {"text", "json", "github", "gitlab", "sarif"};
static const char *const severities[] = {"note", "warning", "error"};

bool lb_report_format_read(const char *word, enum lb_report_format *ret)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(word, formats[i]) == 0) {
            *ret = (enum lb_report_format)i;
            return true;
        }
    lb_command_fail("unknown format '%s'; there are text, json, github, gitlab and sarif", word);
    return false;
}

/* "3 more findings" */
static void add_more(struct lb_str *out, size_t n, const char *id, const char *en, enum lb_lang lang)
{
    if (lang == LB_LANG_ID)
        lb_str_printf(out, "%zu temuan lagi%s\n", n, id);
    else
        lb_str_printf(out, "%zu more finding%s%s\n", n, LB_PLURAL(n), en);
}

static int print_text(const struct lb_diags *diags, enum lb_lang lang)
{
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT);
    const char *no_color = getenv("NO_COLOR");
    bool color = isatty(STDERR_FILENO) && !(no_color && *no_color);
    for (size_t i = 0, of_file = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        if (i == 0 || !lb_slice_eq(d->file, diags->items[i - 1].file))
            of_file = 0;
        if (!d->silenced.len && of_file++ < MAX_A_FILE)
            lb_diag_print(d, lang, color, &out);
        if (of_file > MAX_A_FILE && (i + 1 == diags->count || !lb_slice_eq(diags->items[i + 1].file, d->file))) {
            lb_str_add(&out, d->file);
            lb_str_lit(&out, ": ");
            add_more(&out, of_file - MAX_A_FILE, " di berkas ini", " in this file", lang);
        }
    }
    if (diags->dropped)
        add_more(&out, diags->dropped, "", "", lang);
    fwrite(out.data ? out.data : "", 1, out.len, stderr);
    lb_str_free(&out);
    return LB_EXIT_OK;
}

/* Frees the value. */
static int print_value(struct lb_json *value)
{
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT);
    lb_json_print(value, true, false, &out);
    lb_str_addc(&out, '\n');
    int status = lb_command_print(&out);
    lb_str_free(&out);
    lb_json_free(value);
    return status;
}

static int print_json(const struct lb_diags *diags, enum lb_lang lang)
{
    struct lb_json *array = lb_json_array();
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        struct lb_json *o = lb_json_object();
        lb_json_set_str(o, "file", d->file);
        lb_json_set_int(o, "line", d->line);
        lb_json_set_int(o, "column", d->column);
        lb_json_set_str(o, "severity", lb_slice_of(severities[d->severity]));
        lb_json_set_str(o, "code", lb_slice_of(d->code));
        lb_json_set_str(o, "message", d->message.in[lang]);
        if (d->hint.in[lang].len)
            lb_json_set_str(o, "hint", d->hint.in[lang]);
        if (d->silenced.len)
            lb_json_set_str(o, "silenced", d->silenced);
        lb_json_push(array, o);
    }
    return print_value(array);
}

/* GitHub's "workflow commands": % and line ends are escaped, in properties , and : too. */
static void add_escaped(struct lb_str *out, lb_slice s, bool is_property)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '%' || c == '\r' || c == '\n' || (is_property && (c == ',' || c == ':')))
            lb_str_printf(out, "%%%02X", (unsigned char)c);
        else
            lb_str_addc(out, c);
    }
}

static int print_github(const struct lb_diags *diags, enum lb_lang lang)
{
    static const char *const levels[] = {"notice", "warning", "error"};
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT);
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        if (d->silenced.len)
            continue;
        lb_str_printf(&out, "::%s file=", levels[d->severity]);
        add_escaped(&out, d->file, true);
        if (d->line)
            lb_str_printf(&out, ",line=%u", d->line);
        if (d->column)
            lb_str_printf(&out, ",col=%u", d->column);
        lb_str_printf(&out, ",title=%s::", d->code);
        add_escaped(&out, d->message.in[lang], false);
        if (d->hint.in[lang].len) {
            lb_str_lit(&out, " (");
            add_escaped(&out, d->hint.in[lang], false);
            lb_str_lit(&out, ")");
        }
        lb_str_addc(&out, '\n');
    }
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

static size_t count_notes(const struct lb_diags *diags)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->count; i++)
        n += diags->items[i].severity == LB_NOTE && !diags->items[i].silenced.len;
    return n;
}

void lb_report_counts(const struct lb_diags *diags, enum lb_lang lang, struct lb_str *out)
{
    const size_t counts[] = {diags->errors, diags->warnings, count_notes(diags)};
    static const enum lb_severity kinds[] = {LB_ERROR, LB_WARNING, LB_NOTE};
    for (int i = 0; i < 3; i++)
        if (counts[i] || i < 2)
            lb_str_printf(out, "%s%zu %s%s", i ? ", " : "", counts[i], lb_severity_word(kinds[i], lang),
                          lang == LB_LANG_EN ? LB_PLURAL(counts[i]) : "");
    if (diags->silenced)
        lb_str_printf(out, lang == LB_LANG_EN ? ", %zu silenced" : ", %zu dibungkam", diags->silenced);
}

int lb_report_print(struct lb_diags *diags, enum lb_report_format format, enum lb_lang lang)
{
    lb_diags_sort(diags);
    switch (format) {
    case LB_REPORT_JSON: return print_json(diags, lang);
    case LB_REPORT_GITHUB: return print_github(diags, lang);
    case LB_REPORT_GITLAB: return print_value(lb_report_gitlab(diags, lang));
    case LB_REPORT_SARIF: return print_value(lb_report_sarif(diags, lang));
    default: return print_text(diags, lang);
    }
}
