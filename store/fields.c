/* fields.c - the field table; see fields.h. */
#include "store/fields.h"

const struct lb_field_info lb_fields[LB_FIELD_COUNT] = {
    [LB_FIELD_AFFAIR] = {"affair", "XAF", "affairs", "urusan", "affair", "Urusan", "Government affair",
                         LB_FACET | LB_BROWSE | LB_MULTI},
    [LB_FIELD_THEME] = {"theme", "XTH", "themes", "tema", "theme", "Tema", "Theme", LB_FACET | LB_BROWSE | LB_MULTI},
    [LB_FIELD_CHALLENGE] = {"challenge", "XCH", "challenges", "tantangan", "challenge", "Masalah", "Problem",
                            LB_FACET | LB_BROWSE | LB_MULTI},
    [LB_FIELD_PROVINCE] = {"province", "XPR", "regions", "provinsi", "province", "Provinsi", "Province", LB_FACET},
    [LB_FIELD_REGION] = {"region", "XRE", "regions", "daerah", "region", "Daerah", "Region", LB_FACET | LB_BROWSE},
    [LB_FIELD_LEVEL] = {"level", "XLE", "region_levels", "tingkat", "level", "Tingkat daerah", "Level of government",
                        LB_FACET},
    [LB_FIELD_YEAR] = {"year", "XYE", NULL, "tahun", "year", "Tahun mulai", "Year of start", LB_FACET | LB_BROWSE},
    [LB_FIELD_STAGE] = {"stage", "XSG", "stages", "tahap", "stage", "Tahap", "Stage", LB_FACET},
    [LB_FIELD_STATUS] = {"status", "XST", "statuses", "status", "status", "Status", "Status", LB_FACET},
    [LB_FIELD_EVIDENCE] = {"evidence", "XEV", "evidence_levels", "bukti", "evidence", "Tingkat bukti", "Evidence level",
                           LB_FACET},
    [LB_FIELD_FORM] = {"form", "XFO", "forms", "bentuk", "form", "Bentuk inovasi", "Form of innovation", LB_FACET},
    [LB_FIELD_MODE] = {"mode", "XMO", "modes", "jenis", "mode", "Jenis", "Kind", LB_FACET},
    [LB_FIELD_INITIATOR] = {"initiator", "XIN", "initiators", "inisiator", "initiator", "Inisiator", "Initiator",
                            LB_FACET | LB_MULTI},
    [LB_FIELD_TARGET] = {"target", "XTG", "target_groups", "sasaran", "target", "Kelompok sasaran", "Target group",
                         LB_FACET | LB_MULTI},
    [LB_FIELD_SDG] = {"sdg", "XSD", "sdgs", "sdg", "sdg", "Tujuan pembangunan (SDG)", "Development goal (SDG)",
                      LB_FACET | LB_BROWSE | LB_MULTI},
    [LB_FIELD_SCOPE] = {"scope", "XSC", "scopes", "cakupan", "scope", "Cakupan", "Scope", LB_FACET},
    [LB_FIELD_PARTICIPATION] = {"participation", "XPA", "participation", "partisipasi", "participation",
                                "Tingkat partisipasi", "Level of participation", LB_FACET},
    [LB_FIELD_COST] = {"cost", "XCO", "cost_bands", "biaya", "cost", "Biaya", "Cost", LB_FACET},
    [LB_FIELD_LANGUAGE] = {"language", "XLA", "languages", "bahasa", "language", "Bahasa", "Language",
                           LB_FACET | LB_MULTI},
    [LB_FIELD_ORGANISATION] = {"organisation", "XOR", NULL, "lembaga", "organisation", "Lembaga", "Organisation",
                               LB_BROWSE | LB_MULTI | LB_LABELLED},
    [LB_FIELD_AWARD] = {"award", "XAW", NULL, "penghargaan", "award", "Penghargaan", "Award",
                        LB_FACET | LB_BROWSE | LB_MULTI | LB_LABELLED},
    [LB_FIELD_COLLECTION] = {"collection", "XCL", NULL, "koleksi", "collection", "Koleksi", "Collection",
                             LB_MULTI | LB_LABELLED},
    [LB_FIELD_TAG] = {"tag", "XTA", NULL, "label", "tag", "Label", "Tag", LB_MULTI | LB_LABELLED},
    [LB_FIELD_COMPLETENESS] = {"completeness", "XCM", "completeness", "kelengkapan", "completeness", "Kelengkapan",
                               "Completeness", LB_EDITORS},
    [LB_FIELD_MISSING] = {"missing", "XMI", NULL, "kurang", "missing", "Belum ada", "Not there yet", LB_EDITORS | LB_MULTI | LB_CODED},
    [LB_FIELD_FLAG] = {"flag", "XFL", "flags", "catatan", "flag", "Catatan mutu", "Quality note", LB_EDITORS | LB_MULTI},
    [LB_FIELD_VERIFIED] = {"verified", "XVE", NULL, "diperiksa", "verified", "Terakhir diperiksa", "Last verified",
                           LB_EDITORS | LB_CODED},
    [LB_FIELD_STATUS_ASOF] = {"status_asof", "XSA", NULL, "status_per", "status_asof", "Status per", "Status as of",
                              LB_EDITORS | LB_CODED},
    [LB_FIELD_CONTACT_ASOF] = {"contact_asof", "XCA", NULL, "kontak_per", "contact_asof", "Kontak per", "Contact as of",
                               LB_EDITORS | LB_CODED},
    [LB_FIELD_CONTRIBUTOR] = {"contributor", "XCB", NULL, "kontributor", "contributor", "Kontributor", "Contributor",
                              LB_EDITORS | LB_MULTI | LB_LABELLED},
    [LB_FIELD_CONTRIBUTED] = {"contributed", "XCD", NULL, "kontribusi", "contributed", "Kontribusi", "Contributed",
                              LB_EDITORS | LB_MULTI | LB_CODED},
    [LB_FIELD_STATE] = {"state", "XNA", "states", "keadaan", "state", "Keadaan naskah", "State of the text",
                        LB_FACET | LB_PREVIEW},
};

enum lb_field lb_field_find(lb_slice name)
{
    for (int i = 0; i < LB_FIELD_COUNT; i++) {
        const struct lb_field_info *f = &lb_fields[i];
        if (lb_slice_eq(name, lb_slice_of(f->key)) || lb_slice_eq(name, lb_slice_of(f->word_id)) ||
            lb_slice_eq(name, lb_slice_of(f->word_en)))
            return (enum lb_field)i;
    }
    return LB_FIELD_COUNT;
}
