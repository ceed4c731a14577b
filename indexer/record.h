/* record.h - what the indexer leaves in the snapshot for the site and the book: the JSON record of a case, and notes.
 *
 * A record is the front matter under the schema's field names, scalars typed as the schema types them (integers and
 * numbers as JSON numbers), for one language: a translation's texts laid over the original's facts. Codes stay codes;
 * labels come from the notes. Missing fields are missing. Derived members are added:
 *
 *   id, lang, langs ["id","en"], path "cases/61/rumpon-pontianak/id.md"
 *   region         {code, name, level, province, province_name} (foreign: {code, name, level "negara", scheme "iso3166"})
 *   toc            [{id, title, level}] headings of the body
 *   footnotes      handled in the body: [^s1] becomes a link to #sumber-s1 (sources are printed by the page)
 *   lineage        {from [edge], to [edge]}; edge {id?, title?, name, region?, region_name?, year?, kind, changed?, source?}
 *                  own `replicates` and `replicated_by` merged with the inverse of other cases' edges, never twice
 *   related        [{id, title, relation}] with inverse relations
 *   collections    [{id, title}]
 *   history        {first {commit, date}, last {commit, date}, count, revisions [{commit, date, authors [name], subject}]}
 *                  newest first, at most 50; missing without git. Also published {commit, date}: the commit from which on it
 *                  could be read, when that is known; is_cut: true when what came before `first` is not known;
 *                  contributors [name]: people, those with most commits first
 *   completeness   {level "stub|partial|sourced|ready", missing [field or id of a section, ...]}
 *   flags          unwelcome facts to show, of: self_reported (every result is the initiator's own word), no_result, no_cost,
 *                  no_contact, disputed (claims conflict), contact_stale (24 months), status_stale (36), verification_stale
 *                  (24), translation_behind; and for editors: untranslated (a language of the library is missing), dead_link
                  (W086), image_without_alt (W084: a picture that nobody described, and so not shown)
 *   translation_behind  number of commits that changed the original since (translations only)
 *   documents[].asset   name under /aset/ of a document that lies beside the case
 *   words          number of words in the body
 *   places, body_line, to_publish   in a preview only: [[line, "sources.0"], ...] where fields, their members and items begin,
 *                  ascending; the line the body begins on; of a draft, a case under review or withdrawn {missing [field],
 *                  findings [{code, message, hint?, ...}]}: what keeps it from being published. The body then has "<!--12-->"
 *                  behind every block that begins on line 12
 *   images[].asset name under /aset/, width, height, variants [{asset, width}]
 *
 * Notes (lb_writer_note):
 *   library        JSON of library.yml
 *   vocab          JSON {NAME: {title {id,en}, source, version, groups [...], terms [{code, label {id,en}, note?, group?}]}}
 *   regions        JSON {CODE: {name, level, parent}}: all of schema/regions.csv
 *   tiles          JSON [{code, col, row, short}]
 *   profiles       JSON {sources {ID: {title, publisher, url}}, regions {CODE: {KEY: {value, unit?, year, source}}}}
 *   headings       JSON [{id, label {id,en}}]
 *   search         JSON: configuration of the analyser, see text.h
 *   schema         JSON {case: <case.schema.json>, ...}: for the help page and the API description
 *   manual:LANG    JSON {toc [{id, title}], body}: the editors' manual, markup of our own renderer
 *   head           JSON {commit, date, ref, is_worktree, has_drafts, folder? (its name, in a preview), program, cases,
 *                  diagnostics {errors, warnings}}
 *   collections    JSON [{id, kind, state, title {id,en}, subtitle {..}, count, date}]
 *   collection:ID:LANG  JSON: front matter as for a case, items with {case, title, missing?}, "body_html" in member body
 *   cases:00 to cases:ff  JSON [{id, title {id,en}, updated, published?, region, year}] every published case, by id, in the part that a hash
 *                  of its id names (a change of one case rewrites one part): sitemaps, A-Z, feeds; moments
 *   queue:ID       JSON {id, title, lang, path, region {code, name}, since, is_since_known, authors [name], errors, warnings}: a
 *                  case under review; since = first of the commits without interruption that say so. No part of the
 *                  public library: shown only when library.yml says so (review_queue: public) and in previews
 *   alias:OLDID    the id now in use
 *   preview        in a preview only: JSON {broken [{kind "case|collection", id, lang, path, title}]: files that cannot be shown;
 *                  files {PATH: {count, errors, findings [{line, column, severity, code, message, hint?, excerpt?}]}}, at most
 *                  50 a file; rules {CODE: title {id,en}}; not_listed: findings beyond LB_MAX_DIAGNOSTICS}
 *   diagnostics    JSON [{file, line, column, severity, code, message, hint}] at most 1000
 */
#ifndef LB_RECORD_H
#define LB_RECORD_H
#endif
