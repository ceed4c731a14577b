/* frame.h - what every page shows around its content: head, navigation, language switch, search box, foot.
 *
 * Called by reply.c for every model before its template is filled; a page only sets what is its own. Members that the
 * page has set already stay, so a page can overrule any of them. The page's own: page_title, page_description,
 * is_noindex, is_article, uses_serif, has_top_search (false where the page has a large box). Added here:
 *   lang, head_title (page_title and the library's name), query (the q parameter), version
 *   site_name, site_subtitle, site_publisher, site_licence, site_licence_url    from library.yml, in the page's language
 *   canonical_url, alternates [{alternate_lang, alternate_url}]   whole addresses; not on error pages
 *   opensearch_url, feeds [{feed_title, feed_url}]: of what the page lists, or of the library
 *   url_switch, switch_lang, switch_label     the same page in the other language
 *   url_NAME       for every route without {}: url_home, url_search, url_affairs, ... (NAME with _ for -)
 *   nav            [{nav_url, nav_label, nav_is_here, nav_is_above}]
 *   name_KEY       words of parameters for forms: name_q, name_order, name_from, name_to, name_page, name_me ...
 *   asset_css, asset_js, asset_icons, asset_favicon, asset_sans, asset_serif
 *   snapshot       {snapshot_date, snapshot_iso, snapshot_commit, snapshot_is_worktree}
 *   preview        the bar of a preview (preview.h); then canonical_url, alternates, feeds and opensearch_url are empty
 *   has_library    false while there is no snapshot
 */
#ifndef LB_FRAME_H
#define LB_FRAME_H

#include "site/assets_serve.h"
#include "site/page.h"

void lb_frame_fill(const struct lb_page_request *, const struct lb_assets *, struct lb_json *model);

#endif
