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

static int print_text(const struct lb_diags *diags)
{
    struct lb_str out = LB_STR_INIT(MAX_OUTPUT);
    const char *no_color = getenv("NO_COLOR");
    bool color = isatty(STDERR_FILENO) && !(no_color && *no_color);
    for (size_t i = 0, of_file = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        if (i == 0 || !lb_slice_eq(d->file, diags->items[i - 1].file))
            of_file = 0;
        if (!d->silenced.len && of_file++ < MAX_A_FILE)
            lb_diag_print(d, color, &out);
        if (of_file > MAX_A_FILE && (i + 1 == diags->count || !lb_slice_eq(diags->items[i + 1].file, d->file))) {
            lb_str_add(&out, d->file);
            lb_str_printf(&out, ": %zu more finding%s in this file\n", of_file - MAX_A_FILE, LB_PLURAL(of_file - MAX_A_FILE));
        }
    }
    if (diags->dropped)
        lb_str_printf(&out, "%zu more finding%s\n", diags->dropped, LB_PLURAL(diags->dropped));
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

static int print_json(const struct lb_diags *diags)
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
        lb_json_set_str(o, "message", d->message);
        if (d->hint.len)
            lb_json_set_str(o, "hint", d->hint);
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

static int print_github(const struct lb_diags *diags)
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
        add_escaped(&out, d->message, false);
        if (d->hint.len) {
            lb_str_lit(&out, " (");
            add_escaped(&out, d->hint, false);
            lb_str_lit(&out, ")");
        }
        lb_str_addc(&out, '\n');
    }
    int status = lb_command_print(&out);
    lb_str_free(&out);
    return status;
}

int lb_report_print(struct lb_diags *diags, enum lb_report_format format)
{
    lb_diags_sort(diags);
    switch (format) {
    case LB_REPORT_JSON: return print_json(diags);
    case LB_REPORT_GITHUB: return print_github(diags);
    case LB_REPORT_GITLAB: return print_value(lb_report_gitlab(diags));
    case LB_REPORT_SARIF: return print_value(lb_report_sarif(diags));
    default: return print_text(diags);
    }
}
