/* check_text.c - rules about words: private data, the sections of the body, translations that fall behind. */
#include "indexer/check_rule.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdio.h>

/* ---- private data */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int two(const char *p)
{
    return (p[0] - '0') * 10 + p[1] - '0';
}

/* 16 digits as the civil registry builds them: region (6), day (+40 for women), month, year, serial. */
static bool is_nik(const char *d)
{
    int province = two(d), day = two(d + 6), month = two(d + 8);
    return province >= 11 && province <= 96 && ((day >= 1 && day <= 31) || (day >= 41 && day <= 71)) && month >= 1 &&
           month <= 12;
}

/* 08..., 62 8..., +62 8... with 10 to 14 digits: Indonesian mobile numbers. */
static bool is_mobile(const char *d, size_t n)
{
    if (n >= 11 && n <= 15 && d[0] == '6' && d[1] == '2' && d[2] == '8')
        return true;
    return n >= 10 && n <= 13 && d[0] == '0' && d[1] == '8';
}

static void told(struct case_rule *r, enum lb_rule rule, size_t at, struct lb_both hint, struct lb_both what)
{
    unsigned line, column;
    lb_source_place(&r->c->source, at, &line, &column);
    lb_report_both(&r->c->source, rule, line, column, hint, what);
}

/* A run of digits with single spaces or dashes between them. */
static size_t read_digits(lb_slice text, size_t at, char *digits, size_t room, size_t *end)
{
    size_t n = 0;
    while (at < text.len) {
        if (is_digit(text.data[at])) {
            if (n < room)
                digits[n] = text.data[at];
            n++;
        } else if (!((text.data[at] == ' ' || text.data[at] == '-') && at + 1 < text.len &&
                     is_digit(text.data[at + 1]))) {
            break;
        }
        at++;
    }
    *end = at;
    return n;
}

static const char *const free_mail[] = {"gmail.", "yahoo.",  "ymail.",      "hotmail.", "outlook.",
                                        "live.",  "icloud.", "rocketmail.", "proton"};

static bool is_private_mail(lb_slice text, size_t at)
{
    lb_slice host = lb_slice_sub(text, at + 1, text.len);
    for (size_t i = 0; i < sizeof free_mail / sizeof *free_mail; i++)
        if (host.len > strlen(free_mail[i]) && strncasecmp(host.data, free_mail[i], strlen(free_mail[i])) == 0)
            return at && isalnum((unsigned char)text.data[at - 1]);
    return false;
}

void rule_private(struct case_rule *r)
{
    lb_slice text = r->c->source.text;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == ':' && lb_slice_starts(lb_slice_sub(text, i, text.len), LB_S("://"))) {
            while (i < text.len && !isspace((unsigned char)text.data[i]))
                i++; /* addresses hold long numbers of their own */
        } else if (c == '@' && is_private_mail(text, i)) {
            told(r, LB_RULE_PRIVATE, i,
                 LB_BOTH("tulis surel kantornya, atau lamannya saja", "write the address of the office, or only its web page"),
                 LB_BOTH("alamat surel pada penyedia layanan pribadi", "an e-mail address at a private provider"));
        } else if (is_digit(c) &&
                   !(i && (isalnum((unsigned char)text.data[i - 1]) || strchr("._/=#", text.data[i - 1])))) {
            char digits[16];
            size_t end, n = read_digits(text, i, digits, sizeof digits, &end);
            if (n == 16 && is_nik(digits))
                told(r, LB_RULE_NIK, i,
                     LB_BOTH("hapus: pustaka terbuka untuk umum, dan riwayatnya menyimpan semuanya",
                             "remove it: the library is public, and its history keeps everything"),
                     LB_BOTH("ini tampak seperti nomor induk kependudukan (NIK) seseorang",
                             "this looks like the identity number (NIK) of a person"));
            else if (is_mobile(digits, n))
                told(r, LB_RULE_PRIVATE, i,
                     LB_BOTH("tulis nomor kantornya, jangan nomor orang", "write the number of the office, never of a person"),
                     LB_BOTH("ini tampak seperti nomor ponsel", "this looks like a mobile number"));
            i = end ? end - 1 : i;
        }
    }
}

/* ---- sections */

static lb_slice heading_label(const struct lb_heading *h, lb_slice lang)
{
    const struct lb_member *m = lb_value_member(h->label, lang);
    return m ? lb_value_text(m->value) : h->id;
}

static size_t known_heading(const struct lb_contract *c, lb_slice id)
{
    size_t i = 0;
    while (i < c->heading_count && !lb_slice_eq(c->headings[i].id, id))
        i++;
    return i;
}

static void unknown_section(struct case_rule *r, const struct lb_toc_entry *t, const bool *is_there)
{
    const struct lb_contract *c = r->check->contract;
    lb_slice labels[LB_MAX_HEADINGS];
    for (size_t i = 0; i < c->heading_count; i++)
        labels[i] = is_there[i] ? LB_EMPTY : lb_fold(&r->arena, heading_label(&c->headings[i], r->c->lang));
    size_t near = lb_did_you_mean(lb_fold(&r->arena, t->title), labels, c->heading_count);
    if (near < c->heading_count)
        lb_report(&r->c->source, LB_RULE_HEADINGS, t->line, 1,
                  LB_BOTH("judul bagian sama di semua kasus, agar kasus dapat dibandingkan",
                          "the sections of a case have fixed headings, so that cases can be compared"),
                  "bagian '%" LB_PRI "' tidak dikenal; mungkin maksud Anda '%" LB_PRI "'?",
                  "unknown section '%" LB_PRI "'; did you mean '%" LB_PRI "'?", LB_ARG(t->title),
                  LB_ARG(heading_label(&c->headings[near], r->c->lang)));
}

void rule_sections(struct case_rule *r)
{
    const struct lb_contract *c = r->check->contract;
    bool is_there[LB_MAX_HEADINGS] = {false};
    size_t last = 0, missing = 0;
    if (lb_slice_eq(lb_case_state(r->c), LB_S("draft")) || lb_slice_eq(lb_case_state(r->c), LB_S("withdrawn")))
        return;
    for (size_t i = 0; i < r->body->toc_count; i++) {
        const struct lb_toc_entry *t = &r->body->toc[i];
        size_t at = known_heading(c, t->wanted);
        if (at == c->heading_count)
            continue;
        if (is_there[at])
            lb_report(&r->c->source, LB_RULE_HEADINGS, t->line, 1, LB_BOTH("gabungkan keduanya", "join the two"),
                      "bagian '%" LB_PRI "' ada dua kali", "the section '%" LB_PRI "' comes twice", LB_ARG(t->title));
        else if (at < last)
            lb_report(&r->c->source, LB_RULE_HEADINGS, t->line, 1,
                      LB_BOTH("urutan bagian sama di semua kasus", "sections have one order in all cases"),
                      "bagian '%" LB_PRI "' seharusnya sebelum '%" LB_PRI "'",
                      "the section '%" LB_PRI "' belongs before '%" LB_PRI "'", LB_ARG(t->title),
                      LB_ARG(heading_label(&c->headings[last], r->c->lang)));
        if (!t->words)
            lb_report(&r->c->source, LB_RULE_HEADING, t->line, 1,
                      LB_BOTH("tulis apa yang diketahui, atau bahwa tidak ada keterangan", "say what is known, or that it is not known"),
                      "bagian '%" LB_PRI "' kosong", "the section '%" LB_PRI "' is empty", LB_ARG(t->title));
        is_there[at] = true;
        last = at > last ? at : last;
    }
    for (size_t i = 0; i < r->body->toc_count; i++)
        if (r->body->toc[i].level == 2 && known_heading(c, r->body->toc[i].wanted) == c->heading_count)
            unknown_section(r, &r->body->toc[i], is_there);
    struct lb_str names = LB_STR_INIT(2000);
    for (size_t i = 0; i < c->heading_count; i++)
        if (!is_there[i])
            lb_str_printf(&names, "%s'## %" LB_PRI "'", missing++ ? ", " : "",
                          LB_ARG(heading_label(&c->headings[i], r->c->lang)));
    if (missing)
        lb_report(&r->c->source, LB_RULE_HEADING, r->c->body_line, 1,
                  LB_BOTH("kasus yang tidak memuat semua bagian belum dinilai siap",
                          "a case that lacks sections is graded as partial or sourced, not as ready"),
                  "bagian yang belum ada: %s", missing > 1 ? "missing sections: %s" : "missing section: %s", names.data);
    lb_str_free(&names);
}

/* ---- translations */

void rule_behind(struct case_rule *r)
{
    const struct lb_value *v = lb_value_get(r->c->front, "translation_of_commit");
    if (!v)
        return;
    struct lb_both hint = LB_BOTH("perbarui terjemahannya, lalu isi 'translation_of_commit' dengan komit yang diterjemahkan",
                                  "bring it up to date and set 'translation_of_commit' to the commit that was translated");
    if (r->behind > 0)
        lb_report(&r->c->source, LB_RULE_BEHIND, AT(v), hint, "naskah asli berubah %d kali sejak terjemahan ini",
                  r->behind == 1 ? "%d change of the original since this translation"
                                 : "%d changes of the original since this translation", r->behind);
}
