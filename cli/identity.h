/* identity.h - which build of the program this is: a snapshot made by another one is made again. */
#ifndef LB_IDENTITY_H
#define LB_IDENTITY_H

/* "lumbung 0.1.0 5f0c1d2e": name, version and the linker's build id; without one, without it. Lives for ever. */
const char *lb_program_identity(void);

#endif
