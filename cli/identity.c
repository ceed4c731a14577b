/* identity.c - reads the GNU build id out of the running program's own notes. */
#include "cli/identity.h"

#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_BYTES = 8 };

/* The first object is the program itself; a non-zero result ends the walk. */
static int find_build_id(struct dl_phdr_info *info, size_t size, void *ctx)
{
    char *text = ctx;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_NOTE)
            continue;
        const char *at = (const char *)(info->dlpi_addr + segment->p_vaddr), *end = at + segment->p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *note = (const void *)at;
            const char *name = at + sizeof *note;
            const unsigned char *id = (const unsigned char *)name + ((note->n_namesz + 3u) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
                for (size_t j = 0; j < SHOWN_BYTES && j < note->n_descsz; j++)
                    snprintf(text + 2 * j, 3, "%02x", id[j]);
                return 1;
            }
            at = (const char *)id + ((note->n_descsz + 3u) & ~3u);
        }
    }
    return 1;
}

const char *lb_program_identity(void)
{
    static char text[128];
    char id[2 * SHOWN_BYTES + 1] = "";
    if (!*text) {
        dl_iterate_phdr(find_build_id, id);
        snprintf(text, sizeof text, "lumbung %s%s%s", LB_PROGRAM_VERSION, *id ? " " : "", id);
    }
    return text;
}
