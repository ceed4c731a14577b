/* hook.h - what the two halves of `lumbung hook` share: hook.c puts hooks in place, hook_run.c is what they do. */
#ifndef LB_HOOK_H
#define LB_HOOK_H

#include <stdbool.h>

enum lb_hook_kind { LB_HOOK_PRE_COMMIT, LB_HOOK_PRE_RECEIVE, LB_HOOK_POST_RECEIVE, LB_HOOK_COUNT };

struct lb_hook_options {
    const char *branch; /* that is served; NULL = the one HEAD names when the hook runs */
    const char *state;  /* post-receive: where snapshots go */
    bool is_trusted, is_in_background;
};

/* Called by git, in the repository's folder (a bare one, or .git) or at the top of a work tree. The exit status git acts on. */
int lb_hook_run(enum lb_hook_kind, const struct lb_hook_options *);

#endif
