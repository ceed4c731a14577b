/* template.cc - the only file that includes ctemplate; see template.h for the rules of the mapping.
 *
 * Includes and words are replaced in the text before ctemplate sees it: an included template is part of the one that
 * includes it, so scopes need no care, and a language costs nothing per page. */
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>

#include <exception>
#include <new>
#include <string>
#include <unordered_map>

extern "C" {
#include "base/i18n.h"
#include "base/template.h"
}

namespace {

const ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;
const int MAX_INCLUDES = 8;
const std::string AUTOESCAPE = "{{%AUTOESCAPE context=\"HTML\"}}";

std::string text_of(lb_slice s)
{
    return s.data ? std::string(s.data, s.len) : std::string();
}

/* Replaces every [[Indonesian]] by its word, HTML-escaped except for what a template may hold. */
enum lb_status put_words(const char *name, const struct lb_words *words, std::string &text, struct lb_err *e)
{
    std::string out;
    size_t at = 0;
    for (;;) {
        size_t open = text.find("[[", at);
        if (open == std::string::npos)
            break;
        size_t close = text.find("]]", open);
        if (close == std::string::npos)
            return lb_fail(e, LB_INVALID, "template '%s': '[[' without ']]'", name);
        std::string key = text.substr(open + 2, close - open - 2);
        const char *word = key.c_str();
        if (strcmp(lb_words_lang(words), "id") != 0) {
            word = lb_word_find(words, lb_slice{key.data(), key.size()});
            if (!word)
                return lb_fail(e, LB_INVALID, "template '%s': no word for '%s' in language '%s'", name, key.c_str(),
                               lb_words_lang(words));
        }
        out.append(text, at, open - at);
        out += word;
        at = close + 2;
    }
    out.append(text, at, std::string::npos);
    text.swap(out);
    return LB_OK;
}

/* The text of a template with its includes in place and the AUTOESCAPE line off. */
enum lb_status gather(const struct lb_resource *table, const char *name, int depth, std::string &out, struct lb_err *e)
{
    lb_slice raw = lb_resource_find(table, name);
    if (!raw.data)
        return lb_fail(e, LB_INVALID, "no template '%s'", name);
    if (depth > MAX_INCLUDES)
        return lb_fail(e, LB_INVALID, "template '%s': includes nested deeper than %d", name, MAX_INCLUDES);
    std::string text = text_of(raw);
    if (text.compare(0, AUTOESCAPE.size(), AUTOESCAPE) != 0)
        return lb_fail(e, LB_INVALID, "template '%s' does not start with %s", name, AUTOESCAPE.c_str());
    text.erase(0, AUTOESCAPE.size() + (text.size() > AUTOESCAPE.size() && text[AUTOESCAPE.size()] == '\n'));
    size_t at = 0;
    for (;;) {
        size_t open = text.find("{{>", at);
        if (open == std::string::npos)
            break;
        size_t close = text.find("}}", open);
        if (close == std::string::npos)
            return lb_fail(e, LB_INVALID, "template '%s': '{{>' without '}}'", name);
        out.append(text, at, open - at);
        std::string part = text.substr(open + 3, close - open - 3);
        enum lb_status st = gather(table, part.c_str(), depth + 1, out, e);
        if (st != LB_OK) {
            lb_err_prefix(e, "in '%s'", name);
            return st;
        }
        at = close + 2;
    }
    out.append(text, at, std::string::npos);
    return LB_OK;
}

std::string upper(const char *key)
{
    std::string s(key);
    for (char &c : s)
        c = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c == '-' || c == '.' ? '_' : c);
    return s;
}

/* How a template uses a key of the model: what it does not use is not given to ctemplate, which is half the cost of a
 * page (each value and section is hashed, copied and registered). */
struct usage {
    bool value = false, section = false, has = false, no = false;
};
using usages = std::unordered_map<std::string, usage>;

/* Reads {{NAME...}}, {{#NAME}}, {{#HAS_NAME}} and {{#NO_NAME}} off a template's text. */
usages read_usages(const std::string &text)
{
    usages all;
    for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
        at += 2;
        bool is_section = at < text.size() && text[at] == '#';
        at += is_section;
        size_t end = at;
        while (end < text.size() && (isalnum((unsigned char)text[end]) || text[end] == '_'))
            end++;
        std::string name = text.substr(at, end - at);
        if (name.empty())
            continue;
        (is_section ? all[name].section : all[name].value) = true;
        if (is_section && name.compare(0, 4, "HAS_") == 0)
            all[name.substr(4)].has = true;
        if (is_section && name.compare(0, 3, "NO_") == 0)
            all[name.substr(3)].no = true;
    }
    return all;
}

void map_object(ctemplate::TemplateDictionary *dict, const usages &all, const struct lb_json *object);

/* A scalar as text; false when it is null, false, or not a scalar. */
bool scalar_text(const struct lb_json *v, std::string &text)
{
    char number[40];
    switch (lb_json_type(v)) {
    case LB_JSON_STRING: text = text_of(lb_json_text(v)); return true;
    case LB_JSON_INT: text = std::to_string(lb_json_number(v)); return true;
    case LB_JSON_REAL: snprintf(number, sizeof number, "%.10g", lb_json_double(v)); text = number; return true;
    default: return false;
    }
}

void map_array(ctemplate::TemplateDictionary *dict, const usages &all, const std::string &key, const struct lb_json *array)
{
    size_t n = lb_json_size(array);
    bool has_first = all.count("IT_FIRST"), has_last = all.count("IT_LAST");
    for (size_t i = 0; i < n; i++) {
        const struct lb_json *item = lb_json_at(array, i);
        ctemplate::TemplateDictionary *inner = dict->AddSectionDictionary(key);
        std::string text;
        if (lb_json_type(item) == LB_JSON_OBJECT)
            map_object(inner, all, item);
        else if (scalar_text(item, text))
            inner->SetValue("IT", text);
        if (i == 0 && has_first)
            inner->ShowSection("IT_FIRST");
        if (i + 1 == n && has_last)
            inner->ShowSection("IT_LAST");
    }
}

/* Sets the value or section of one member; false when it counts as empty. */
bool map_value(ctemplate::TemplateDictionary *dict, const usages &all, const usage &use, const std::string &key,
               const struct lb_json *v)
{
    std::string text;
    if (scalar_text(v, text)) {
        if (use.value)
            dict->SetValue(key, text);
        if (use.section && !text.empty())
            dict->ShowSection(key);
        return !text.empty();
    }
    switch (lb_json_type(v)) {
    case LB_JSON_BOOL:
        if (use.section && lb_json_is_true(v))
            dict->ShowSection(key);
        return lb_json_is_true(v);
    case LB_JSON_ARRAY:
        if (use.section)
            map_array(dict, all, key, v);
        return lb_json_size(v) > 0;
    case LB_JSON_OBJECT:
        if (use.section)
            map_object(dict->AddSectionDictionary(key), all, v);
        return true;
    default:
        return false;
    }
}

void map_object(ctemplate::TemplateDictionary *dict, const usages &all, const struct lb_json *object)
{
    for (void *it = lb_json_first(object); it; it = lb_json_next(object, it)) {
        std::string key = upper(lb_json_key(it));
        auto found = all.find(key);
        if (found == all.end())
            continue;
        const struct lb_json *v = lb_json_value(it);
        const usage &use = found->second;
        bool is_shown = map_value(dict, all, use, key, v);
        enum lb_json_type type = lb_json_type(v);
        if (is_shown && use.has && type != LB_JSON_BOOL && type != LB_JSON_OBJECT)
            dict->ShowSection("HAS_" + key);
        if (!is_shown && use.no)
            dict->ShowSection("NO_" + key);
    }
}

/* Writes into the capped buffer without a copy in between. */
class str_emitter : public ctemplate::ExpandEmitter {
public:
    explicit str_emitter(struct lb_str *out) : out_(out) {}
    void Emit(char c) override { lb_str_addc(out_, c); }
    void Emit(const std::string &s) override { lb_str_add(out_, lb_slice{s.data(), s.size()}); }
    void Emit(const char *s) override { lb_str_add(out_, lb_slice_of(s)); }
    void Emit(const char *s, size_t n) override { lb_str_add(out_, lb_slice{s, n}); }

private:
    struct lb_str *out_;
};

} // namespace

struct lb_templates {
    ctemplate::TemplateCache cache;
    std::unordered_map<std::string, usages> uses; /* by template */
};

extern "C" enum lb_status lb_templates_load(const struct lb_resource *table, const struct lb_words *words,
                                            struct lb_templates **ret, struct lb_err *e)
{
    try {
        lb_templates *t = new lb_templates;
        for (const struct lb_resource *r = table; r->name; r++) {
            if (!lb_slice_ends(lb_slice_of(r->name), LB_S(".html")))
                continue;
            std::string text = AUTOESCAPE + "\n";
            enum lb_status st = gather(table, r->name, 0, text, e);
            if (st == LB_OK)
                st = put_words(r->name, words, text, e);
            if (st == LB_OK && !t->cache.StringToTemplateCache(std::string(r->name), text.data(), text.size(), STRIP))
                st = lb_fail(e, LB_INVALID, "template '%s' has a syntax error", r->name);
            if (st != LB_OK) {
                delete t;
                return st;
            }
            t->uses[r->name] = read_usages(text);
        }
        t->cache.Freeze();
        *ret = t;
        return LB_OK;
    } catch (const std::exception &x) {
        return lb_fail(e, LB_INTERNAL, "templates: %s", x.what());
    }
}

extern "C" void lb_templates_free(struct lb_templates *t)
{
    delete t;
}

extern "C" enum lb_status lb_template_fill(const struct lb_templates *t, const char *name, const struct lb_json *model,
                                           struct lb_str *out, struct lb_err *e)
{
    try {
        ctemplate::TemplateDictionary dict(name);
        auto uses = t->uses.find(name);
        if (uses != t->uses.end())
            map_object(&dict, uses->second, model);
        str_emitter emitter(out);
        if (!t->cache.ExpandNoLoad(std::string(name), STRIP, &dict, nullptr, &emitter))
            return lb_fail(e, LB_NOT_FOUND, "no template '%s', or it cannot be filled", name);
        if (out->is_full)
            return lb_fail(e, LB_LIMIT, "page '%s' is larger than %zu bytes", name, out->max);
        return LB_OK;
    } catch (const std::exception &x) {
        return lb_fail(e, LB_INTERNAL, "template '%s': %s", name, x.what());
    }
}
