/* xapian.cc - the only file that knows Xapian.
 *
 * THE INDEX. One Xapian (glass) database per generation, <state>/gen-N/index/, one document a case:
 *
 *   document id   1..N without holes, in the order of writing; used as the row of the columns
 *   document data the cards of all languages, binary, see card.c
 *   terms
 *     Q<id>           the case's id (boolean)
 *     Z<stem>         every word of every zone, stemmed; wdf = sum of the zones' weights (weights.h): a field-weighted
 *                     term frequency as in BM25F, so that a query needs one posting list a word for all zones
 *     <word>          the word as written, folded (lower case, no marks); wdf = occurrences
 *     ZS<stem>        stems of the title, wdf = occurrences
 *     S<word>         words of the title as written: suggestions
 *     XQ<word>        words of the problem sentence as written: suggestions
 *     X..<code>       one per facet value, prefix from the field table, e.g. XAF1.02 (boolean). A region gives a path of
 *                     terms, XRE61.71 and XRE61, so that a province finds its regencies.
 *                     Folded words begin with a small letter, a digit or a byte above 127, prefixes with a capital.
 *   positions, values, spelling, synonyms: none. Phrases are checked on the stored text; columns and words (below)
 *                     replace the rest, because they are counted and scanned as a whole.
 *   metadata
 *     name            unique name of the content
 *     columns         facet values and sort keys of all documents, see columns.c
 *     words           all words with document counts and stems' hashes, see words.c
 *     N<key>          a note
 *     P<id>/<lang>    record and rendered body, see writer.c
 *     T<id>/<lang>    plain body text, for snippets and phrases
 *
 * The version of all this is LB_INDEX_VERSION in generation.h: raise it with every change. */
#include <xapian.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

extern "C" {
#include "base/fs.h"
#include "store/xapian.h"
}

namespace {

/* Documents a shard, shards a merge: 200 keep the inverter in the cache; 24 keep the open files of a merge (seven a
 * shard) far below the usual limit of 1024. */
const unsigned shard_docs = 200;
const size_t merge_width = 24;

std::string str(lb_slice s)
{
    return s.len ? std::string(s.data, s.len) : std::string();
}

lb_slice slice(struct lb_arena *arena, const std::string &s)
{
    return lb_arena_copy(arena, lb_slice_from(s.data(), s.size()));
}

/* Terms it stands on, up to max, while they start with `prefix`. */
template <class Count>
void take_terms(Xapian::TermIterator it, Xapian::TermIterator end, const std::string &prefix, size_t max,
                struct lb_arena *arena, struct lb_xterm **ret, size_t *count, Count count_of)
{
    std::vector<struct lb_xterm> terms;
    for (; it != end && terms.size() < max; ++it) {
        const std::string term = *it;
        if (term.compare(0, prefix.size(), prefix) != 0)
            break;
        terms.push_back({slice(arena, term), count_of(it)});
    }
    *ret = static_cast<struct lb_xterm *>(lb_arena_array(arena, terms.size(), sizeof **ret));
    if (!terms.empty())
        memcpy(*ret, terms.data(), terms.size() * sizeof **ret);
    *count = terms.size();
}

/* Runs f, turns what it throws into a status. */
template <class F> enum lb_status guarded(struct lb_err *e, const char *doing, F f) noexcept
{
    try {
        return f();
    } catch (const Xapian::DatabaseVersionError &x) {
        return lb_fail(e, LB_VERSION, "%s: %s", doing, x.get_msg().c_str());
    } catch (const Xapian::DatabaseModifiedError &x) {
        return lb_fail(e, LB_CHANGED, "%s: %s", doing, x.get_msg().c_str());
    } catch (const Xapian::DatabaseLockError &x) {
        return lb_fail(e, LB_LOCKED, "%s: %s", doing, x.get_msg().c_str());
    } catch (const Xapian::Error &x) {
        const char *reason = x.get_error_string();
        return lb_fail(e, LB_IO, "%s: %s%s%s%s", doing, x.get_msg().c_str(), reason ? " (" : "", reason ? reason : "",
                       reason ? ")" : "");
    } catch (const std::bad_alloc &) {
        abort(); /* as lb_xmalloc does */
    } catch (const std::exception &x) {
        return lb_fail(e, LB_INTERNAL, "%s: %s", doing, x.what());
    } catch (...) {
        return lb_fail(e, LB_INTERNAL, "%s: unknown exception", doing);
    }
}

}

/* ---- reading ---- */

struct lb_xdb {
    Xapian::Database db;
};

extern "C" {

enum lb_status lb_xdb_open(const char *path, struct lb_xdb **ret, struct lb_err *e)
{
    return guarded(e, "cannot open the index", [&] {
        Xapian::Database db(path);
        *ret = new lb_xdb{db};
        return LB_OK;
    });
}

void lb_xdb_close(struct lb_xdb *x)
{
    delete x;
}

uint32_t lb_xdb_count(const struct lb_xdb *x)
{
    return x->db.get_doccount();
}

void lb_postings_free(struct lb_postings *p)
{
    free(p->items);
    *p = {};
}

enum lb_status lb_xdb_postings(struct lb_xdb *x, lb_slice term, struct lb_postings *ret, struct lb_err *e)
{
    ret->count = 0;
    if (!term.len)
        return LB_OK; /* to Xapian the empty term means all documents */
    return guarded(e, "cannot read postings", [&] {
        const std::string t = str(term);
        size_t most = x->db.get_termfreq(t);
        if (most > ret->capacity) {
            ret->items = static_cast<lb_posting *>(lb_xrealloc(ret->items, most * sizeof *ret->items));
            ret->capacity = most;
        }
        Xapian::PostingIterator end = x->db.postlist_end(t);
        for (Xapian::PostingIterator it = x->db.postlist_begin(t); it != end && ret->count < most; ++it)
            ret->items[ret->count++] = lb_posting{*it, it.get_wdf()};
        return LB_OK;
    });
}

enum lb_status lb_xdb_freq(struct lb_xdb *x, lb_slice term, uint32_t *ret, struct lb_err *e)
{
    return guarded(e, "cannot read a term", [&] {
        *ret = term.len ? x->db.get_termfreq(str(term)) : 0;
        return LB_OK;
    });
}

enum lb_status lb_xdb_first(struct lb_xdb *x, lb_slice term, uint32_t *doc, struct lb_err *e)
{
    return guarded(e, "cannot read a term", [&] {
        const std::string t = str(term);
        Xapian::PostingIterator it = x->db.postlist_begin(t);
        *doc = t.empty() || it == x->db.postlist_end(t) ? 0 : *it;
        return LB_OK;
    });
}

enum lb_status lb_xdb_terms(struct lb_xdb *x, struct lb_arena *arena, lb_slice prefix, size_t max,
                            struct lb_xterm **ret, size_t *count, struct lb_err *e)
{
    return guarded(e, "cannot read the terms", [&] {
        const std::string p = str(prefix);
        take_terms(x->db.allterms_begin(p), x->db.allterms_end(p), p, max, arena, ret, count,
                   [](const Xapian::TermIterator &it) { return it.get_termfreq(); });
        return LB_OK;
    });
}

enum lb_status lb_xdb_doc_terms(struct lb_xdb *x, struct lb_arena *arena, uint32_t doc, lb_slice prefix,
                                struct lb_xterm **ret, size_t *count, struct lb_err *e)
{
    return guarded(e, "cannot read a case's terms", [&] {
        const std::string p = str(prefix);
        Xapian::TermIterator it = x->db.termlist_begin(doc), end = x->db.termlist_end(doc);
        it.skip_to(p);
        take_terms(it, end, p, SIZE_MAX, arena, ret, count, [](const Xapian::TermIterator &i) { return i.get_wdf(); });
        return LB_OK;
    });
}

enum lb_status lb_xdb_data(struct lb_xdb *x, struct lb_arena *arena, uint32_t doc, lb_slice *ret, struct lb_err *e)
{
    return guarded(e, "cannot read a case", [&] {
        *ret = slice(arena, x->db.get_document(doc, Xapian::DOC_ASSUME_VALID).get_data());
        return LB_OK;
    });
}

enum lb_status lb_xdb_meta(struct lb_xdb *x, struct lb_arena *arena, lb_slice key, lb_slice *ret, struct lb_err *e)
{
    return guarded(e, "cannot read the index", [&] {
        if (!key.len || key.len > 240)
            return LB_NOT_FOUND;
        const std::string value = x->db.get_metadata(str(key));
        if (value.empty())
            return LB_NOT_FOUND;
        *ret = slice(arena, value);
        return LB_OK;
    });
}

enum lb_status lb_xdb_keys(struct lb_xdb *x, struct lb_arena *arena, lb_slice prefix, lb_slice **ret, size_t *count,
                           struct lb_err *e)
{
    return guarded(e, "cannot read the index", [&] {
        size_t n = 0, capacity = 0;
        lb_slice *keys = nullptr;
        const std::string p = str(prefix);
        for (Xapian::TermIterator it = x->db.metadata_keys_begin(p); it != x->db.metadata_keys_end(p); ++it) {
            if (n >= capacity)
                keys = static_cast<lb_slice *>(lb_arena_grow(arena, keys, n, &capacity, sizeof *keys));
            keys[n++] = slice(arena, *it);
        }
        *ret = keys;
        *count = n;
        return LB_OK;
    });
}

}

/* ---- writing ---- */

struct lb_xwriter {
    std::string dir;
    Xapian::WritableDatabase shard; /* the one being filled; after the merge the whole index */
    bool is_open = false, is_merged = false;
    unsigned docs_in_shard = 0, made = 0;
    std::vector<std::string> small, large; /* finished shards in document order: large ones first */
};

namespace {

const int make_flags = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS;

void remove_shard(const std::string &path)
{
    struct lb_err ignored;
    if (lb_fs_remove(path.c_str(), &ignored) != LB_OK)
        return; /* the whole folder goes when the generation ends */
}

std::string merge(std::vector<std::string> &parts, const std::string &to)
{
    Xapian::Database all;
    for (const std::string &path : parts)
        all.add_database(Xapian::Database(path));
    all.compact(to);
    all.close();
    for (const std::string &path : parts)
        remove_shard(path);
    parts.clear();
    return to;
}

void finish_shard(struct lb_xwriter *w)
{
    if (!w->is_open)
        return;
    w->shard.commit();
    w->shard.close();
    w->is_open = false;
    if (w->small.size() >= merge_width)
        w->large.push_back(merge(w->small, w->dir + "/merged-" + std::to_string(w->large.size())));
}

void need_shard(struct lb_xwriter *w)
{
    if (w->is_open)
        return;
    std::string path = w->dir + "/shard-" + std::to_string(w->made++);
    w->shard = Xapian::WritableDatabase(path, make_flags);
    w->small.push_back(path);
    w->is_open = true;
    w->docs_in_shard = 0;
}

}

extern "C" {

enum lb_status lb_xwriter_open(const char *dir, struct lb_xwriter **ret, struct lb_err *e)
{
    return guarded(e, "cannot make the index", [&] {
        *ret = new lb_xwriter;
        (*ret)->dir = dir;
        return LB_OK;
    });
}

enum lb_status lb_xwriter_add(struct lb_xwriter *w, const struct lb_xterm *terms, size_t count, lb_slice data,
                              struct lb_err *e)
{
    return guarded(e, "cannot write the index", [&] {
        need_shard(w);
        Xapian::Document doc;
        for (size_t i = 0; i < count; i++)
            doc.add_term(str(terms[i].term), terms[i].count);
        doc.set_data(str(data));
        w->shard.add_document(doc);
        if (++w->docs_in_shard >= shard_docs)
            finish_shard(w);
        return LB_OK;
    });
}

enum lb_status lb_xwriter_meta(struct lb_xwriter *w, lb_slice key, lb_slice value, struct lb_err *e)
{
    return guarded(e, "cannot write the index", [&] {
        if (!w->is_merged)
            need_shard(w);
        w->shard.set_metadata(str(key), str(value));
        return LB_OK;
    });
}

enum lb_status lb_xwriter_merge(struct lb_xwriter *w, struct lb_err *e)
{
    return guarded(e, "cannot merge the index", [&] {
        need_shard(w); /* an empty library is one empty shard */
        finish_shard(w);
        std::vector<std::string> parts = w->large;
        parts.insert(parts.end(), w->small.begin(), w->small.end());
        std::string path = w->dir + "/index";
        merge(parts, path);
        w->shard = Xapian::WritableDatabase(path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
        w->is_open = w->is_merged = true;
        return LB_OK;
    });
}

enum lb_status lb_xwriter_words(struct lb_xwriter *w, void (*each)(void *, lb_slice, uint32_t), void *ctx,
                                struct lb_err *e)
{
    return guarded(e, "cannot read the words", [&] {
        Xapian::TermIterator end = w->shard.allterms_end();
        for (Xapian::TermIterator it = w->shard.allterms_begin(); it != end;) {
            const std::string term = *it;
            if (term[0] >= 'A' && term[0] <= 'Z') {
                it.skip_to("["); /* the byte after Z */
                continue;
            }
            each(ctx, lb_slice_from(term.data(), term.size()), it.get_termfreq());
            ++it;
        }
        return LB_OK;
    });
}

enum lb_status lb_xwriter_finish(struct lb_xwriter *w, struct lb_err *e)
{
    return guarded(e, "cannot write the index", [&] {
        w->shard.commit();
        w->shard.close();
        w->is_open = false;
        return LB_OK;
    });
}

void lb_xwriter_close(struct lb_xwriter *w)
{
    if (!w)
        return;
    guarded(nullptr, "", [&] {
        if (w->is_open)
            w->shard.close();
        return LB_OK;
    });
    delete w;
}

}
