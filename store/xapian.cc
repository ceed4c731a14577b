/* xapian.cc - the only file that knows Xapian.
 *
 * THE INDEX. Segments, each a Xapian (glass) database, <state>/seg-K/, one document a case; which segments make a snapshot
 * and which row (case number) each document has stands in the generation, see segments.h:
 *
 *   document id   1..N without holes, in the order of writing
 *   document data the cards of all languages, labels of values and a hash, binary, see card.c
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
 *   positions, values, spelling, synonyms: none. Phrases are checked on the stored text; columns and words (files of the
 *                     generation, columns.h and wordlist.h) replace the rest: they are counted and scanned as a whole.
 *   metadata
 *     N<key>          a note; one NUL byte = the note of an older segment is gone
 *     P<id>/<lang>    record and rendered body, see writer.c
 *     T<id>/<lang>    plain body text, for snippets and phrases
 *     V<id>/<lang>    versions, see versions.h
 *
 * READING SEVERAL. The newest segment that has a note counts; what belongs to a case is read from the segment its living
 * document is in. Postings become rows: dead documents fall out, and as the documents of a segment are usually in the order
 * of the rows, the lists of the segments are merged. A term's frequency is the sum of Xapian's less what dead.h knows.
 *
 * The version of all this is LB_INDEX_VERSION in generation.h: raise it with every change. */
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
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

/* What a note is replaced by when it goes. */
const std::string gone(1, '\0');

/* The terms of a document from where it stands, while they start with `prefix`. */
void take_terms(Xapian::TermIterator it, const Xapian::TermIterator &end, const std::string &prefix,
                struct lb_arena *arena, struct lb_xterm **ret, size_t *count)
{
    std::vector<struct lb_xterm> terms;
    for (; it != end; ++it) {
        const std::string term = *it;
        if (term.compare(0, prefix.size(), prefix) != 0)
            break;
        terms.push_back({slice(arena, term), it.get_wdf()});
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
    const struct lb_segments *segments;
    std::vector<Xapian::Database> dbs; /* as the segments: the oldest first */
};

namespace {

bool by_row(const lb_posting &a, const lb_posting &b)
{
    return a.doc < b.doc;
}

/* The postings of one segment as rows, behind those that are in `to` already. */
template <class Push>
void read_postings(const Xapian::Database &db, const struct lb_segment &segment, const std::string &term, Push push)
{
    const Xapian::PostingIterator end = db.postlist_end(term);
    if (!segment.rows) {
        for (Xapian::PostingIterator it = db.postlist_begin(term); it != end; ++it)
            push(lb_posting{*it, it.get_wdf()});
        return;
    }
    for (Xapian::PostingIterator it = db.postlist_begin(term); it != end; ++it) {
        const Xapian::docid doc = *it;
        const uint32_t row = doc <= segment.docs ? segment.rows[doc - 1] : 0;
        if (row)
            push(lb_posting{row, it.get_wdf()});
    }
}

void put_posting(struct lb_postings *to, const lb_posting &p)
{
    if (to->count >= to->capacity) {
        to->capacity = to->capacity ? to->capacity * 2 : 64;
        to->items = static_cast<lb_posting *>(lb_xrealloc(to->items, to->capacity * sizeof *to->items));
    }
    to->items[to->count++] = p;
}

/* The oldest segment with the term usually has nearly all of it: the others are gathered beside and merged in once. */
void merge_postings(const struct lb_xdb *x, const std::string &term, struct lb_postings *ret)
{
    std::vector<lb_posting> rest;
    for (size_t i = 0; i < x->dbs.size(); i++) {
        const struct lb_segment &segment = x->segments->items[i];
        const size_t most = x->dbs[i].get_termfreq(term);
        if (!most)
            continue;
        if (!ret->count) {
            if (most > ret->capacity) {
                ret->items = static_cast<lb_posting *>(lb_xrealloc(ret->items, most * sizeof *ret->items));
                ret->capacity = most;
            }
            read_postings(x->dbs[i], segment, term, [&](const lb_posting &p) { put_posting(ret, p); });
            if (!segment.is_sorted)
                std::sort(ret->items, ret->items + ret->count, by_row);
            continue;
        }
        const auto before = static_cast<std::ptrdiff_t>(rest.size());
        read_postings(x->dbs[i], segment, term, [&](const lb_posting &p) { rest.push_back(p); });
        if (!segment.is_sorted)
            std::sort(rest.begin() + before, rest.end(), by_row);
        std::inplace_merge(rest.begin(), rest.begin() + before, rest.end(), by_row);
    }
    if (rest.empty())
        return;
    const size_t first = ret->count;
    for (const lb_posting &p : rest)
        put_posting(ret, p);
    std::inplace_merge(ret->items, ret->items + first, ret->items + ret->count, by_row);
}

struct lb_place place_of(const struct lb_xdb *x, uint32_t row)
{
    const struct lb_segments *s = x->segments;
    if (!row || row > s->rows)
        throw Xapian::DocNotFoundError("no row " + std::to_string(row));
    return s->places ? s->places[row] : lb_place{0, row};
}

}

extern "C" {

enum lb_status lb_xdb_open(const struct lb_segments *segments, struct lb_xdb **ret, struct lb_err *e)
{
    return guarded(e, "cannot open the index", [&] {
        std::vector<Xapian::Database> dbs;
        for (size_t i = 0; i < segments->count; i++)
            dbs.emplace_back(std::string(segments->items[i].path));
        *ret = new lb_xdb{segments, dbs};
        return LB_OK;
    });
}

void lb_xdb_close(struct lb_xdb *x)
{
    delete x;
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
        merge_postings(x, str(term), ret);
        return LB_OK;
    });
}

enum lb_status lb_xdb_freq(struct lb_xdb *x, lb_slice term, uint32_t *ret, struct lb_err *e)
{
    *ret = 0;
    if (!term.len)
        return LB_OK;
    return guarded(e, "cannot read a term", [&] {
        const std::string t = str(term);
        uint32_t n = 0;
        for (const Xapian::Database &db : x->dbs)
            n += db.get_termfreq(t);
        const uint32_t dead = n ? lb_dead_count(&x->segments->dead, term) : 0;
        *ret = n > dead ? n - dead : 0;
        return LB_OK;
    });
}

enum lb_status lb_xdb_first(struct lb_xdb *x, lb_slice term, uint32_t *row, struct lb_err *e)
{
    *row = 0;
    if (!term.len)
        return LB_OK;
    return guarded(e, "cannot read a term", [&] {
        const std::string t = str(term);
        for (size_t i = x->dbs.size(); i-- > 0 && !*row;)
            read_postings(x->dbs[i], x->segments->items[i], t, [&](const lb_posting &p) { *row = *row ? *row : p.doc; });
        return LB_OK;
    });
}

enum lb_status lb_xdb_doc_terms(struct lb_xdb *x, struct lb_arena *arena, uint32_t row, lb_slice prefix,
                                struct lb_xterm **ret, size_t *count, struct lb_err *e)
{
    return guarded(e, "cannot read a case's terms", [&] {
        const std::string p = str(prefix);
        const struct lb_place place = place_of(x, row);
        const Xapian::Database &db = x->dbs[place.segment];
        Xapian::TermIterator it = db.termlist_begin(place.doc);
        it.skip_to(p);
        take_terms(it, db.termlist_end(place.doc), p, arena, ret, count);
        return LB_OK;
    });
}

enum lb_status lb_xdb_terms_at(struct lb_xdb *x, struct lb_arena *arena, struct lb_place place, struct lb_xterm **ret,
                               size_t *count, struct lb_err *e)
{
    return guarded(e, "cannot read a case's terms", [&] {
        const Xapian::Database &db = x->dbs[place.segment];
        take_terms(db.termlist_begin(place.doc), db.termlist_end(place.doc), "", arena, ret, count);
        return LB_OK;
    });
}

enum lb_status lb_xdb_data(struct lb_xdb *x, struct lb_arena *arena, uint32_t row, lb_slice *ret, struct lb_err *e)
{
    return guarded(e, "cannot read a case", [&] {
        const struct lb_place place = place_of(x, row);
        *ret = slice(arena, x->dbs[place.segment].get_document(place.doc, Xapian::DOC_ASSUME_VALID).get_data());
        return LB_OK;
    });
}

enum lb_status lb_xdb_meta(struct lb_xdb *x, struct lb_arena *arena, lb_slice key, lb_slice *ret, struct lb_err *e)
{
    return guarded(e, "cannot read the index", [&] {
        if (!key.len || key.len > 240)
            return LB_NOT_FOUND;
        const std::string k = str(key);
        for (size_t i = x->dbs.size(); i-- > 0;) {
            const std::string value = x->dbs[i].get_metadata(k);
            if (value.empty())
                continue;
            if (value == gone)
                return LB_NOT_FOUND;
            *ret = slice(arena, value);
            return LB_OK;
        }
        return LB_NOT_FOUND;
    });
}

enum lb_status lb_xdb_doc_meta(struct lb_xdb *x, struct lb_arena *arena, uint32_t row, lb_slice key, lb_slice *ret,
                               struct lb_err *e)
{
    return guarded(e, "cannot read the index", [&] {
        if (!key.len || key.len > 240)
            return LB_NOT_FOUND;
        const std::string value = x->dbs[place_of(x, row).segment].get_metadata(str(key));
        if (value.empty())
            return LB_NOT_FOUND;
        *ret = slice(arena, value);
        return LB_OK;
    });
}

enum lb_status lb_xdb_keys(struct lb_xdb *x, struct lb_arena *arena, size_t from, size_t to, lb_slice prefix,
                           bool with_gone, lb_slice **ret, size_t *count, struct lb_err *e)
{
    return guarded(e, "cannot read the index", [&] {
        std::map<std::string, bool> keys;
        const std::string p = str(prefix);
        for (size_t i = from; i < to; i++) {
            const Xapian::Database &db = x->dbs[i];
            for (Xapian::TermIterator it = db.metadata_keys_begin(p); it != db.metadata_keys_end(p); ++it)
                keys[*it] = i > 0 && !with_gone && db.get_metadata(*it) == gone;
        }
        *ret = static_cast<lb_slice *>(lb_arena_array(arena, keys.size() + 1, sizeof **ret));
        *count = 0;
        for (const auto &key : keys)
            if (!key.second)
                (*ret)[(*count)++] = slice(arena, key.first);
        return LB_OK;
    });
}

enum lb_status lb_xdb_terms(struct lb_xdb *x, bool words_only, void (*each)(void *, lb_slice, uint32_t), void *ctx,
                            struct lb_err *e)
{
    return guarded(e, "cannot read the words", [&] {
        Xapian::Database all;
        for (const Xapian::Database &db : x->dbs)
            all.add_database(db);
        const Xapian::TermIterator end = all.allterms_end();
        for (Xapian::TermIterator it = all.allterms_begin(); it != end;) {
            const std::string term = *it;
            if (words_only && term[0] >= 'A' && term[0] <= 'Z') {
                it.skip_to("["); /* the byte after Z */
                continue;
            }
            const lb_slice word = lb_slice_from(term.data(), term.size());
            const uint32_t n = it.get_termfreq(), dead = lb_dead_count(&x->segments->dead, word);
            if (n > dead)
                each(ctx, word, n - dead);
            ++it;
        }
        return LB_OK;
    });
}

}

/* ---- writing ---- */

struct lb_xwriter {
    std::string dir;
    Xapian::WritableDatabase shard; /* the one being filled */
    bool is_open = false;
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

void add_document(struct lb_xwriter *w, const Xapian::Document &doc)
{
    need_shard(w);
    w->shard.add_document(doc);
    if (++w->docs_in_shard >= shard_docs)
        finish_shard(w);
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
        Xapian::Document doc;
        for (size_t i = 0; i < count; i++)
            doc.add_term(str(terms[i].term), terms[i].count);
        doc.set_data(str(data));
        add_document(w, doc);
        return LB_OK;
    });
}

enum lb_status lb_xwriter_copy(struct lb_xwriter *w, struct lb_xdb *x, struct lb_place place, struct lb_err *e)
{
    return guarded(e, "cannot merge the index", [&] {
        add_document(w, x->dbs[place.segment].get_document(place.doc));
        return LB_OK;
    });
}

enum lb_status lb_xwriter_meta(struct lb_xwriter *w, lb_slice key, lb_slice value, struct lb_err *e)
{
    return guarded(e, "cannot write the index", [&] {
        need_shard(w);
        w->shard.set_metadata(str(key), str(value));
        return LB_OK;
    });
}

/* A lone shard is a segment as it is; its file of locks says nothing to readers. */
enum lb_status lb_xwriter_finish(struct lb_xwriter *w, const char *path, struct lb_err *e)
{
    return guarded(e, "cannot merge the index", [&] {
        need_shard(w); /* an empty library is one empty shard */
        finish_shard(w);
        std::vector<std::string> parts = w->large;
        parts.insert(parts.end(), w->small.begin(), w->small.end());
        if (parts.size() > 1)
            merge(parts, path);
        else if (rename(parts[0].c_str(), path) != 0)
            return lb_fail(e, LB_IO, "cannot move the index to '%s': %s", path, strerror(errno));
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
