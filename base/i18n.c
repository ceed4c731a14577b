/* i18n.c - words from a flat table, numbers and dates from ICU; see i18n.h. */
#include "base/i18n.h"

#include "base/json.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

struct lb_words {
    char lang[8];
    struct lb_json *table; /* NULL for Indonesian */
};

enum lb_status lb_words_load(const char *lang, lb_slice json, struct lb_words **ret, struct lb_err *e)
{
    struct lb_json *table = NULL;
    if (json.len) {
        enum lb_status st = lb_json_parse(json, &table, e);
        if (st != LB_OK) {
            lb_err_prefix(e, "words of '%s'", lang);
            return st;
        }
    }
    struct lb_words *w = lb_xcalloc(1, sizeof *w);
    snprintf(w->lang, sizeof w->lang, "%s", lang);
    w->table = table;
    *ret = w;
    return LB_OK;
}

void lb_words_free(struct lb_words *w)
{
    if (!w)
        return;
    lb_json_free(w->table);
    free(w);
}

const char *lb_words_lang(const struct lb_words *w)
{
    return w->lang;
}

static const struct lb_json *entry(const struct lb_words *w, const char *key)
{
    return w->table ? lb_json_get(w->table, key) : NULL;
}

const char *lb_word(const struct lb_words *w, const char *indonesian)
{
    lb_slice s = lb_json_text(entry(w, indonesian));
    return s.data ? s.data : indonesian;
}

const char *lb_word_find(const struct lb_words *w, lb_slice indonesian)
{
    char key[2048];
    if (!w->table || indonesian.len >= sizeof key)
        return NULL;
    memcpy(key, indonesian.data, indonesian.len);
    key[indonesian.len] = 0;
    return lb_json_text(entry(w, key)).data;
}

const char *lb_word_n(const struct lb_words *w, const char *indonesian, int64_t n)
{
    const struct lb_json *forms = entry(w, indonesian);
    if (lb_json_type(forms) != LB_JSON_ARRAY)
        return lb_word(w, indonesian);
    lb_slice s = lb_json_text(lb_json_at(forms, n == 1 ? 0 : 1));
    return s.data ? s.data : indonesian;
}

/* ICU objects cost milliseconds to open: one set per thread and language, for the thread's life. */
struct formatters {
    UNumberFormat *number;
    UCollator *collator;
};
static _Thread_local struct formatters of[2];
static pthread_key_t at_thread_end;
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void close_formatters(void *all)
{
    struct formatters *f = all;
    for (int i = 0; i < 2; i++) {
        unum_close(f[i].number);
        ucol_close(f[i].collator);
        f[i] = (struct formatters){0};
    }
}

static void make_key(void)
{
    pthread_key_create(&at_thread_end, close_formatters);
}

static struct formatters *formatters_of(const char *lang)
{
    int which = strcmp(lang, "en") == 0;
    struct formatters *f = &of[which];
    const char *locale = which ? "en_GB" : "id_ID";
    UErrorCode code = U_ZERO_ERROR;
    if (!f->number && !f->collator) {
        pthread_once(&key_once, make_key);
        pthread_setspecific(at_thread_end, of);
    }
    if (!f->number)
        f->number = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &code);
    if (!f->collator)
        f->collator = ucol_open(locale, &code);
    return f;
}

static lb_slice from_utf16(struct lb_arena *a, const UChar *s, int32_t len)
{
    char *out = lb_arena_alloc(a, (size_t)len * 3 + 1);
    int32_t n = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8(out, len * 3 + 1, &n, s, len, &code);
    return lb_slice_from(out, U_SUCCESS(code) ? (size_t)n : 0);
}

lb_slice lb_format_number(struct lb_arena *a, const char *lang, double value, int decimals)
{
    struct formatters *f = formatters_of(lang);
    if (!f->number || !isfinite(value))
        return lb_arena_printf(a, "%.*f", decimals, value);
    unum_setAttribute(f->number, UNUM_MIN_FRACTION_DIGITS, 0);
    unum_setAttribute(f->number, UNUM_MAX_FRACTION_DIGITS, decimals);
    UChar out[400];
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = unum_formatDouble(f->number, value, out, 400, NULL, &code);
    if (U_FAILURE(code))
        return lb_arena_printf(a, "%.*f", decimals, value);
    return from_utf16(a, out, n);
}

/* Month names are two short lists: opening ICU's date formatter costs 4-39 ms a thread for the same words. */
static const char *const months[2][12] = {
    {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
     "Desember"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"},
};

lb_slice lb_format_date(struct lb_arena *a, const char *lang, lb_slice iso)
{
    unsigned y = 0, m = 0, d = 0;
    char text[16], rest;
    if (iso.len < 7 || iso.len > 10)
        return iso;
    memcpy(text, iso.data, iso.len);
    text[iso.len] = 0;
    int which = strcmp(lang, "en") == 0;
    int n = sscanf(text, "%4u-%2u-%2u%c", &y, &m, &d, &rest);
    if (n < 2 || n > 3 || m < 1 || m > 12 || (n == 3 && (d < 1 || d > 31)))
        return iso;
    if (n == 2)
        return lb_arena_printf(a, "%s %04u", months[which][m - 1], y);
    return lb_arena_printf(a, "%u %s %04u", d, months[which][m - 1], y);
}

lb_slice lb_format_money(struct lb_arena *a, const char *lang, double value, lb_slice currency)
{
    static const struct { double size; const char *id, *en; } steps[] = {
        {1e12, "triliun", "trillion"}, {1e9, "miliar", "billion"}, {1e6, "juta", "million"}};
    bool is_en = strcmp(lang, "en") == 0;
    const char *unit = NULL;
    for (size_t i = 0; i < 3 && !unit; i++)
        if (fabs(value) >= steps[i].size) {
            value /= steps[i].size;
            unit = is_en ? steps[i].en : steps[i].id;
        }
    lb_slice number = lb_format_number(a, lang, value, unit ? 2 : 0);
    bool is_rupiah = currency.len == 0 || lb_slice_eq(currency, LB_S("IDR"));
    return lb_arena_printf(a, "%.*s%s%.*s%s%s", is_rupiah ? 2 : (int)currency.len, is_rupiah ? "Rp" : currency.data,
                           is_rupiah ? "" : " ", (int)number.len, number.data, unit ? " " : "", unit ? unit : "");
}

lb_slice lb_country_name(struct lb_arena *a, const char *lang, lb_slice code)
{
    if (code.len != 2 || code.data[0] < 'A' || code.data[0] > 'Z' || code.data[1] < 'A' || code.data[1] > 'Z')
        return code;
    char locale[8] = {'u', 'n', 'd', '_', code.data[0], code.data[1], 0};
    UChar out[200];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uloc_getDisplayCountry(locale, lang, out, 200, &status);
    return U_FAILURE(status) || n <= 0 ? code : from_utf16(a, out, n);
}

int lb_collate(const char *lang, lb_slice a, lb_slice b)
{
    struct formatters *f = formatters_of(lang);
    UErrorCode code = U_ZERO_ERROR;
    if (!f->collator)
        return lb_slice_cmp(a, b);
    UCollationResult r = ucol_strcollUTF8(f->collator, a.data ? a.data : "", (int32_t)a.len, b.data ? b.data : "",
                                          (int32_t)b.len, &code);
    if (U_FAILURE(code) || r == UCOL_EQUAL)
        return lb_slice_cmp(a, b);
    return r == UCOL_LESS ? -1 : 1;
}
