/* report_sarif.c - findings as SARIF 2.1.0 (OASIS), which forges and editors show beside the lines they concern. */
#include "cli/report_sarif.h"

#include "base/json.h"
#include "indexer/check_rules.h"


static const char *const levels[] = {"note", "warning", "error"};

static struct lb_json *text_json(lb_slice text)
{
    struct lb_json *o = lb_json_object();
    lb_json_set_str(o, "text", text);
    return o;
}

/* The rules that were broken, each once, in the order of their codes' first finding. */
static struct lb_json *rules_json(const struct lb_diags *diags, enum lb_lang lang)
{
    struct lb_json *rules = lb_json_array(), *seen = lb_json_object();
    for (size_t i = 0; i < diags->count; i++) {
        const struct lb_diag *d = &diags->items[i];
        if (lb_json_get(seen, d->code))
            continue;
        struct lb_json *rule = lb_json_object(), *defaults = lb_json_object();
        const struct lb_rule_info *info = lb_rule_find(lb_slice_of(d->code));
        lb_json_set_bool(seen, d->code, true);
        lb_json_set_str(rule, "id", lb_slice_of(d->code));
        if (info) {
            lb_json_set(rule, "shortDescription", text_json(lb_both_of(info->title_id, info->title_en).in[lang]));
            lb_json_set(rule, "fullDescription", text_json(lb_both_of(info->about_id, info->about_en).in[lang]));
        }
        lb_json_set_str(defaults, "level", lb_slice_of(levels[d->severity]));
        lb_json_set(rule, "defaultConfiguration", defaults);
        lb_json_push(rules, rule);
    }
    lb_json_free(seen);
    return rules;
}

static struct lb_json *location_json(const struct lb_diag *d)
{
    struct lb_json *location = lb_json_object(), *physical = lb_json_object(), *artifact = lb_json_object();
    lb_json_set_str(artifact, "uri", d->file);
    lb_json_set(physical, "artifactLocation", artifact);
    if (d->line) {
        struct lb_json *region = lb_json_object();
        lb_json_set_int(region, "startLine", d->line);
        if (d->column)
            lb_json_set_int(region, "startColumn", d->column);
        lb_json_set(physical, "region", region);
    }
    lb_json_set(location, "physicalLocation", physical);
    return location;
}

static struct lb_json *result_json(const struct lb_diag *d, enum lb_lang lang)
{
    struct lb_json *result = lb_json_object(), *locations = lb_json_array();
    struct lb_str message = LB_STR_INIT(8192);
    lb_str_add(&message, d->message.in[lang]);
    if (d->hint.in[lang].len) {
        lb_str_lit(&message, " (");
        lb_str_add(&message, d->hint.in[lang]);
        lb_str_lit(&message, ")");
    }
    lb_json_set_str(result, "ruleId", lb_slice_of(d->code));
    lb_json_set_str(result, "level", lb_slice_of(levels[d->severity]));
    lb_json_set(result, "message", text_json(lb_str_slice(&message)));
    if (d->file.len)
        lb_json_push(locations, location_json(d));
    lb_json_set(result, "locations", locations);
    if (d->silenced.len) {
        struct lb_json *list = lb_json_array(), *one = lb_json_object();
        lb_json_set_str(one, "kind", LB_S("inSource"));
        lb_json_set_str(one, "justification", d->silenced);
        lb_json_push(list, one);
        lb_json_set(result, "suppressions", list);
    }
    lb_str_free(&message);
    return result;
}

struct lb_json *lb_report_sarif(const struct lb_diags *diags, enum lb_lang lang)
{
    struct lb_json *log = lb_json_object(), *runs = lb_json_array(), *run = lb_json_object(), *tool = lb_json_object(),
                   *driver = lb_json_object(), *results = lb_json_array();
    lb_json_set_str(log, "$schema", LB_S("https://json.schemastore.org/sarif-2.1.0.json"));
    lb_json_set_str(log, "version", LB_S("2.1.0"));
    lb_json_set_str(driver, "name", LB_S("lumbung check"));
    lb_json_set_str(driver, "version", LB_S(LB_PROGRAM_VERSION));
    lb_json_set(driver, "rules", rules_json(diags, lang));
    lb_json_set_str(driver, "language", lb_slice_of(lb_lang_codes[lang]));
    lb_json_set(tool, "driver", driver);
    lb_json_set(run, "tool", tool);
    lb_json_set_str(run, "columnKind", LB_S("unicodeCodePoints"));
    for (size_t i = 0; i < diags->count; i++)
        lb_json_push(results, result_json(&diags->items[i], lang));
    lb_json_set(run, "results", results);
    lb_json_push(runs, run);
    lb_json_set(log, "runs", runs);
    return log;
}
