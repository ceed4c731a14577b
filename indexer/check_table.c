/* check_table.c - every rule of `lumbung check` as a row: what it wants, why, how to mend it, and an example of both.
 *
 * The texts are read by editors through `lumbung explain`, Indonesian first. Examples are tried by the tests: the wrong one
 * is reported under this rule and the right one is not (check_rules.h says how they are put into a case). */
#include "indexer/check_rules.h"

#include <string.h>
#include <strings.h>

const struct lb_rule_info lb_rules[LB_RULE_COUNT_] = {
    /* ---- the file */
    [LB_RULE_BYTES] = {
        "E001", LB_ERROR, "berkas adalah teks UTF-8 yang bersih", "a file is clean UTF-8 text",
        "Teks dalam penyandian lain akan tampil rusak, dan tanda yang tak terlihat dapat membuat teks terbaca lain dari isinya. "
        "Simpan berkas sebagai UTF-8 tanpa BOM; di banyak penyunting pilihannya ada di \"Save as\", \"Encoding\". Hapus tanda "
        "kendali yang terbawa ketika menyalin dari dokumen lain.",
        "Text in another encoding would be shown broken, and invisible characters can make a text read differently from what it "
        "holds. Save the file as UTF-8 without a byte order mark; many editors have this under \"Save as\", \"Encoding\". Remove "
        "control characters that came along when copying from another document.",
        LB_EXAMPLE_FIELDS, "title: Bank\xE2\x80\xAESampah", "title: Bank Sampah"},
    [LB_RULE_FRONT] = {
        "E002", LB_ERROR, "bagian depan berada di antara dua baris ---", "front matter stands between two --- lines",
        "Program harus tahu di mana data berakhir dan cerita dimulai. Baris pertama berkas adalah ---, lalu bidang-bidang, lalu "
        "--- lagi, lalu teks.",
        "The program must know where the data end and the story begins. The first line of the file is ---, then come the fields, "
        "then --- again, then the text.",
        LB_EXAMPLE_FILE, "title: Bank Sampah\nstate: draft\n\nWarga menabung sampah.\n",
        "---\ntitle: Bank Sampah\nstate: draft\n---\n\nWarga menabung sampah.\n"},
    [LB_RULE_YAML] = {
        "E003", LB_ERROR, "bagian depan adalah YAML yang benar", "front matter is well-formed YAML",
        "YAML yang salah tidak dapat dibaca sama sekali. Penyebab tersering: tanda kutip atau kurung yang tidak ditutup, titik dua "
        "di dalam teks tanpa tanda kutip, dan tab sebagai pengganti spasi.",
        "YAML that is not well-formed cannot be read at all. The usual causes: a quote or bracket that is never closed, a colon "
        "inside a text without quotes, and tabs instead of spaces.",
        LB_EXAMPLE_FIELDS, "title: Bank Sampah: dari warga untuk warga", "title: \"Bank Sampah: dari warga untuk warga\""},
    [LB_RULE_YAML_REFUSED] = {
        "E004", LB_ERROR, "tanpa jangkar, alias, tag, dan dokumen kedua", "no anchors, aliases, tags or second document",
        "Jangkar (&), alias (*), dan tag (!) membuat berkas sulit dibaca orang dan dapat membebani program. Tulis nilainya "
        "sendiri di setiap tempat; teks yang diawali salah satu tanda itu ditulis dalam tanda kutip.",
        "Anchors (&), aliases (*) and tags (!) make a file hard to read for people and can overload programs. Write the value "
        "itself in each place; a text that begins with one of these signs goes in quotes.",
        LB_EXAMPLE_FIELDS, "lead: {office: &dinas Dinas Kebersihan, unit: *dinas}", "lead: {office: Dinas Kebersihan}"},
    [LB_RULE_KEY_TWICE] = {
        "E005", LB_ERROR, "setiap bidang ditulis sekali", "a field is written once",
        "Jika sebuah bidang ditulis dua kali, tidak jelas isi mana yang dimaksud. Hapus salah satunya, atau gabungkan.",
        "When a field is written twice, nobody knows which value is meant. Remove one of them, or join the two.",
        LB_EXAMPLE_FIELDS, "title: Bank Sampah\ntitle: Bank Sampah Warga", "title: Bank Sampah Warga"},
    [LB_RULE_LIMIT] = {
        "E006", LB_ERROR, "berkas tidak melewati batas ukuran", "a file keeps within the size limits",
        "Batasnya jauh di atas kasus yang wajar: 1 MB untuk berkas, 64 kB untuk bagian depan, 256 kB untuk teks, 2000 nilai. Yang "
        "lebih besar biasanya memuat lampiran atau gambar. Taruh bahan panjang di samping kasus sebagai dokumen, atau pecah "
        "kasusnya.",
        "The limits are far above any real case: 1 MB for the file, 64 kB for the front matter, 256 kB for the text, 2000 values. "
        "What is larger mostly holds annexes or pictures. Put long material beside the case as a document, or split the case.",
        LB_EXAMPLE_SHOWN, "id.md with 3 MB", "id.md with the story, lampiran.pdf beside it"},
    [LB_RULE_MERGE] = {
        "E007", LB_ERROR, "tidak ada sisa tanda penggabungan", "no marks of a merge are left",
        "Bila dua orang mengubah bagian yang sama, git menulis kedua naskah ke dalam berkas, di antara <<<<<<<, =======, dan >>>>>>>. "
        "Pilih atau gabungkan isinya, hapus ketiga baris tanda itu, lalu 'git add' berkasnya.",
        "When two people changed the same part, git writes both into the file, between <<<<<<<, ======= and >>>>>>>. Choose one or "
        "join them, delete the three lines with the marks, and 'git add' the file.",
        LB_EXAMPLE_FIELDS, "<<<<<<< HEAD\ntitle: Bank Sampah\n=======\ntitle: Bank Sampah Warga\n>>>>>>> usul",
        "title: Bank Sampah Warga"},

    /* ---- fields and values */
    [LB_RULE_MISSING] = {
        "E010", LB_ERROR, "bidang wajib ada", "required fields are there",
        "Kasus yang terbit dibandingkan dan disaring menurut bidang-bidang ini. Draf hanya membutuhkan title dan state; kasus "
        "dengan state review atau published membutuhkan semuanya. Tambahkan bidangnya, atau biarkan kasus sebagai draft sampai "
        "lengkap.",
        "Published cases are compared and filtered by these fields. A draft needs title and state only; with state review or "
        "published all of them are needed. Add the field, or leave the case a draft until it is complete.",
        LB_EXAMPLE_FIELDS, "evidence: {reason: Dua laporan kegiatan.}", "evidence: {level: E1, reason: Dua laporan kegiatan.}"},
    [LB_RULE_UNKNOWN] = {
        "E011", LB_ERROR, "hanya bidang yang dikenal", "only known fields",
        "Bidang yang tidak dikenal tidak akan tampil di mana pun; biasanya salah ketik atau berada di tingkat yang salah. Pesannya "
        "menyebut bidang yang mungkin dimaksud. Catatan untuk redaksi ditulis setelah tanda #.",
        "A field that is not known would show nowhere; mostly it is misspelt or stands at the wrong level. The message names the "
        "field that may be meant. Notes to other editors go behind a #.",
        LB_EXAMPLE_FIELDS, "stages: penerapan", "stage: penerapan"},
    [LB_RULE_CODE] = {
        "E012", LB_ERROR, "kode berasal dari kosakata", "codes come from the vocabulary",
        "Dengan kode yang sama, kasus dari berbagai daerah dapat dikumpulkan dan disaring. Kode dan artinya tercatat di "
        "schema/vocab/. Pesannya menyebut kode yang mungkin dimaksud; kata Anda sendiri dapat ditulis di tags.",
        "With one code for one thing, cases of all regions can be gathered and filtered. The codes and what they mean are listed "
        "in schema/vocab/. The message names the code that may be meant; words of your own can go into tags.",
        LB_EXAMPLE_FIELDS, "affairs: [\"5.1\"]", "affairs: [\"5.01\"]"},
    [LB_RULE_TYPE] = {
        "E013", LB_ERROR, "isi bidang sejenis dengan yang diminta", "a value is of the kind asked for",
        "Angka yang ditulis sebagai angka dapat dibandingkan; daftar yang ditulis sebagai daftar dapat disaring. Angka ditulis "
        "tanpa satuan dan tanpa pemisah ribuan, daftar dalam [ ] atau satu isi sebaris setelah '- '.",
        "Numbers written as numbers can be compared, lists written as lists can be filtered. A number has no unit and no "
        "thousands separators; a list stands in [ ] or has one item a line behind '- '.",
        LB_EXAMPLE_FIELDS, "months_to_launch: 6 bulan", "months_to_launch: 6"},
    [LB_RULE_LENGTH] = {
        "E014", LB_ERROR, "teks tidak terlalu pendek atau panjang", "texts are neither too short nor too long",
        "Judul, ringkasan, dan masalah tampil di daftar dan hasil pencarian, yang tempatnya terbatas. Ringkasan antara 40 dan 300 "
        "huruf; cerita selengkapnya ada di teks di bawah bagian depan.",
        "Title, summary and problem are shown in lists and search results, where space is limited. A summary has 40 to 300 "
        "characters; the whole story goes into the text below the front matter.",
        LB_EXAMPLE_FIELDS, "summary: Warga menabung sampah.",
        "summary: Warga menabung sampah terpilah dan menukarnya dengan uang di kantor kelurahan."},
    [LB_RULE_PATTERN] = {
        "E015", LB_ERROR, "isi ditulis dalam bentuk yang diminta", "a value is written in the form asked for",
        "Tanggal, kode, dan alamat hanya berguna jika bentuknya sama di semua kasus. Tanggal ditulis tahun-bulan-hari: 2019, "
        "2019-11, atau 2019-11-05.",
        "Dates, codes and addresses are of use only when they have one form in all cases. Dates are written year-month-day: 2019, "
        "2019-11 or 2019-11-05.",
        LB_EXAMPLE_FIELDS, "period: {start: November 2019}", "period: {start: 2019-11}"},
    [LB_RULE_RANGE] = {
        "E016", LB_ERROR, "angka berada dalam rentang", "numbers are in range",
        "Angka di luar rentang biasanya salah ketik atau memakai satuan lain. Periksa angkanya dan satuannya.",
        "A number out of range is mostly a slip or in another unit. Check the number and its unit.",
        LB_EXAMPLE_FIELDS, "months_to_launch: 2019", "months_to_launch: 6"},
    [LB_RULE_COUNT] = {
        "E017", LB_ERROR, "jumlah isi daftar sesuai, tanpa yang ganda", "lists have the right number of items, none twice",
        "Kasus yang memakai semua kode tidak ditemukan lebih baik, hanya mengaburkan saringan. Pilih yang paling tepat, yang utama "
        "lebih dulu.",
        "A case that carries every code is not found better, it only blurs the filters. Choose those that fit best, the main one "
        "first.",
        LB_EXAMPLE_FIELDS, "sdgs: [1, 2, 3, 4, 5, 6, 11]", "sdgs: [11, 16]"},
    [LB_RULE_FORM] = {
        "E018", LB_ERROR, "gabungan bidang masuk akal", "fields go together",
        "Sebagian bidang hanya berarti bersama bidang lain: dokumen butuh berkas atau alamat, silsilah butuh kasus, daerah, atau "
        "nama. Lengkapi bidang yang disebut dalam pesan.",
        "Some fields mean something only together with others: a document needs a file or an address, lineage a case, a region or "
        "a name. Add one of the fields the message names.",
        LB_EXAMPLE_FIELDS, "documents:\n  - title: Keputusan Wali Kota",
        "documents:\n  - title: Keputusan Wali Kota\n    url: https://jdih.example.go.id/12"},
    [LB_RULE_EMPTY] = {
        "E019", LB_ERROR, "bidang yang ditulis punya isi", "a field that is written has a value",
        "Bidang kosong tidak dapat dibedakan dari bidang yang lupa diisi. Isilah, atau hapus barisnya: bidang yang tidak ada "
        "tampil sebagai \"tidak tercatat\".",
        "An empty field cannot be told from one that was forgotten. Write the value, or remove the line: a missing field is shown "
        "as not recorded.",
        LB_EXAMPLE_FIELDS, "acronym:", "acronym: RUMPON"},

    /* ---- facts that must agree */
    [LB_RULE_ID] = {
        "E020", LB_ERROR, "kasus ada di cases/.../<id>/<bahasa>.md", "a case stands at cases/.../<id>/<language>.md",
        "Nama folder adalah id kasus dan menjadi alamatnya, jadi hanya huruf kecil, angka, dan tanda hubung. Nama berkas adalah "
        "bahasanya: id.md atau en.md. Ganti nama folder atau berkasnya dengan git mv.",
        "The folder's name is the case's id and becomes its address: small letters, digits and dashes only. The file's name is "
        "its language: id.md or en.md. Rename the folder or file with git mv.",
        LB_EXAMPLE_SHOWN, "cases/61/Bank Sampah/id.md", "cases/61/bank-sampah/id.md"},
    [LB_RULE_ID_TWICE] = {
        "E021", LB_ERROR, "id dipakai sekali dalam pustaka", "an id is used once in a library",
        "Id adalah alamat kasus; dua kasus tidak dapat berada di satu alamat. Ganti nama folder yang lebih baru. Id lama yang "
        "sudah dikenal orang ditulis di aliases.",
        "The id is the case's address, and two cases cannot have one. Rename the newer folder. An old id people know goes into "
        "aliases.",
        LB_EXAMPLE_SHOWN, "cases/61/bank-sampah/id.md and cases/15/bank-sampah/id.md",
        "cases/61/bank-sampah-pontianak/id.md and cases/15/bank-sampah-jambi/id.md"},
    [LB_RULE_REGION] = {
        "E022", LB_ERROR, "kode daerah dikenal", "the region's code is known",
        "Peta, saringan, dan daerah yang sebanding memakai kode wilayah Kemendagri. Kode yang dikenal ada di schema/regions.csv; "
        "negara lain memakai kode ISO 3166, misalnya CO.",
        "The map, the filters and comparable regions use the ministry's codes. The codes that are known stand in "
        "schema/regions.csv; other countries have ISO 3166 codes, such as CO.",
        LB_EXAMPLE_FIELDS, "region: {code: \"61.99\"}", "region: {code: \"61.71\"}"},
    [LB_RULE_REGION_NAME] = {
        "E023", LB_ERROR, "nama daerah sesuai kodenya", "the region's name agrees with its code",
        "Jika kode dan nama tidak cocok, salah satunya keliru, dan kasus akan tampil di daerah yang salah. Perbaiki salah satunya; "
        "nama boleh dihapus karena diketahui dari kode.",
        "When code and name disagree, one of them is wrong and the case would show in the wrong region. Correct one; the name may "
        "be left out, because the code tells it.",
        LB_EXAMPLE_FIELDS, "region: {code: \"61.71\", name: Kota Singkawang}", "region: {code: \"61.71\", name: Kota Pontianak}"},
    [LB_RULE_DATES] = {
        "E024", LB_ERROR, "tanggal berurutan dan ada di kalender", "dates are in order and in the calendar",
        "Uji coba mendahului penerapan, dan akhir tidak mungkin sebelum awal. Jika tanggalnya tidak pasti, tulis tahun atau bulan "
        "saja.",
        "A trial comes before the start, and an end is never before it. When a date is not certain, write only the year or the "
        "month.",
        LB_EXAMPLE_FIELDS, "period: {start: 2019-11, end: 2018}", "period: {start: 2018, end: 2019-11}"},
    [LB_RULE_PLACE] = {
        "E025", LB_ERROR, "lintang dan bujur berada di negaranya", "latitude and longitude lie in the country",
        "Titik di luar negeri hampir selalu berarti lintang dan bujur tertukar. Indonesia berada di lintang -11 sampai 6 dan bujur "
        "95 sampai 141; lintang selatan bertanda minus.",
        "A point abroad nearly always means that latitude and longitude are swapped. Indonesia lies at latitudes -11 to 6 and "
        "longitudes 95 to 141; south of the equator has a minus.",
        LB_EXAMPLE_FIELDS, "places: [{name: Kantor lurah, lat: 109.3, lon: -0.03}]",
        "places: [{name: Kantor lurah, lat: -0.03, lon: 109.3}]"},
    [LB_RULE_EVIDENCE] = {
        "E026", LB_ERROR, "tingkat bukti dapat dipikul sumbernya", "the sources can carry the level of evidence",
        "Pembaca mengandalkan tingkat bukti untuk memutuskan, jadi ia tidak boleh lebih tinggi dari sumbernya: E1 butuh dokumen "
        "atau dua laporan, E2 hasil berangka dengan sumber, E3 angka dari akademisi, auditor, atau statistik, E4 pembanding atau "
        "dua sumber independen, E5 daerah yang mereplikasi. Turunkan tingkatnya atau tambahkan sumber; lumbung check --grades "
        "menunjukkan apa yang kurang.",
        "Readers decide by the level of evidence, so it cannot be higher than its sources: E1 needs a document or two reports, E2 "
        "a result with figure and source, E3 a figure of academics, auditors or statistics, E4 a comparison or two independent "
        "sources, E5 a region that took it over. Lower the level or add a source; lumbung check --grades shows what is missing.",
        LB_EXAMPLE_FIELDS, "evidence: {level: E3, reason: Dinas melaporkan hasilnya.}",
        "evidence: {level: E1, reason: Dinas melaporkan hasilnya.}"},
    [LB_RULE_SOURCE] = {
        "E027", LB_ERROR, "rujukan menunjuk sumber yang ada", "citations name a source that exists",
        "Angka tanpa sumber yang dapat diperiksa tidak dapat dipercaya. Isi source adalah id salah satu entri di sources.",
        "A figure whose source cannot be looked up cannot be trusted. What stands under source is the id of an entry of sources.",
        LB_EXAMPLE_FIELDS, "results:\n  - indicator: Komunitas terdaftar\n    value: 139\n    source: s9",
        "results:\n  - indicator: Komunitas terdaftar\n    value: 139\n    source: s1"},
    [LB_RULE_SOURCE_TWICE] = {
        "E028", LB_ERROR, "id sumber dipakai sekali", "a source's id is used once",
        "Dua sumber dengan id yang sama tidak dapat dibedakan oleh rujukan. Beri id baru pada salah satunya dan perbaiki "
        "rujukannya.",
        "Citations cannot tell two sources of one id apart. Give one of them a new id and correct what cites it.",
        LB_EXAMPLE_FIELDS,
        "sources:\n  - {id: s1, title: Laporan, kind: official, independence: initiator}\n"
        "  - {id: s1, title: Berita, kind: news, independence: media_reporting}",
        "sources:\n  - {id: s1, title: Laporan, kind: official, independence: initiator}\n"
        "  - {id: s2, title: Berita, kind: news, independence: media_reporting}"},
    [LB_RULE_NOWHERE] = {
        "E029", LB_ERROR, "rujukan ke kasus menunjuk kasus yang ada", "references to cases lead to a case",
        "Rujukan adalah id kasus, yaitu nama foldernya. Untuk daerah yang belum punya kasus, tulis region atau name, bukan case.",
        "A reference is the id of a case, which is its folder's name. For a region that has no case yet write region or name "
        "instead of case.",
        LB_EXAMPLE_FIELDS, "related: [{case: bank-sampa, relation: same_problem}]",
        "related: [{case: bank-sampah, relation: same_problem}]"},
    [LB_RULE_CIRCLE] = {
        "E030", LB_ERROR, "silsilah tidak melingkar", "lineage does not run in a circle",
        "Sebuah praktik tidak mungkin meniru tirunya sendiri: salah satu kasus lebih dulu ada. Hapus entri yang menyatakan "
        "sebaliknya, atau pakai related untuk kasus yang saling belajar.",
        "A practice cannot be a copy of its own copy: one of the cases came first. Remove the entry that says otherwise, or use "
        "related for cases that learn from each other.",
        LB_EXAMPLE_SHOWN, "a: replicates: [{case: b}]; b: replicates: [{case: a}]", "a: replicates: [{case: b}]"},
    [LB_RULE_LINK] = {
        "E031", LB_ERROR, "tautan dapat dibuka", "links can work",
        "Alamat yang salah tulis tidak dapat dibuka siapa pun. Alamat diawali https:// atau http:// dan tidak berisi spasi; salin "
        "dari peramban.",
        "Nobody can open a misspelt address. It begins with https:// or http:// and has no spaces; copy it from the browser.",
        LB_EXAMPLE_FIELDS, "contact: {office: Bappeda, url: \"hhtp://bappeda.example.go.id\"}",
        "contact: {office: Bappeda, url: \"https://bappeda.example.go.id\"}"},
    [LB_RULE_NIK] = {
        "E032", LB_ERROR, "tidak memuat NIK", "no citizen identity numbers",
        "Enam belas angka ini berbentuk NIK. Pustaka terbuka untuk umum dan riwayat git menyimpan semuanya, juga yang dihapus "
        "kemudian. Hapus nomornya; jika sudah terkirim, beri tahu pengelola agar riwayatnya dibersihkan.",
        "These sixteen digits have the form of an identity number. The library is public, and git's history keeps everything, "
        "also what is removed later. Take the number out; if it was pushed already, tell the maintainers, who can clean the "
        "history.",
        LB_EXAMPLE_TEXT, "Ketua kelompok (6171011203800001) mencatat setoran warga [^s1].",
        "Ketua kelompok mencatat setoran warga [^s1]."},
    [LB_RULE_FILE] = {
        "E033", LB_ERROR, "berkas yang disebut ada di folder kasus", "files that are named lie in the case's folder",
        "Gambar dan dokumen berada di samping id.md, dalam folder yang sama, dengan nama yang persis sama; huruf besar dan kecil "
        "dibedakan. Taruh berkasnya di sana dan jangan lupa git add.",
        "Pictures and documents lie beside id.md, in the same folder, under exactly that name; capital letters count. Put the "
        "file there, and do not forget git add.",
        LB_EXAMPLE_FIELDS,
        "images:\n  - {file: Foto.png, alt: Warga menimbang sampah, credit: Dinas, licence: CC-BY-4.0}",
        "images:\n  - {file: foto.png, alt: Warga menimbang sampah, credit: Dinas, licence: CC-BY-4.0}"},
    [LB_RULE_TRANSLATION] = {
        "E034", LB_ERROR, "terjemahan mengikuti bentuk naskah aslinya", "a translation follows the shape of its original",
        "Isi daftar dipasangkan menurut urutannya, jadi jumlahnya harus sama dengan naskah asli. Untuk isi yang tidak perlu "
        "diterjemahkan tulis '- {}'.",
        "Items of lists are paired by their order, so there must be as many as in the original. For one that needs no "
        "translation write '- {}'.",
        LB_EXAMPLE_SHOWN, "id.md has three steps, en.md two", "id.md and en.md have three steps, one of them '- {}'"},
    [LB_RULE_CONTRACT] = {
        "E035", LB_ERROR, "berkas di schema/ lengkap dan benar", "the files in schema/ are there and right",
        "Skema menentukan bidang, kode, dan daerah semua kasus; jika rusak, tidak ada kasus yang dapat diperiksa. Perbaiki "
        "berkasnya, atau kembalikan versi terakhir dengan git restore schema/.",
        "The schema decides the fields, codes and regions of all cases; when it is broken, no case can be checked. Mend the file, "
        "or bring the last version back with git restore schema/.",
        LB_EXAMPLE_SHOWN, "schema/vocab/themes.yml: terms: [", "schema/vocab/themes.yml: terms: [{code: air, label: {id: Air}}]"},
    [LB_RULE_SILENCE] = {
        "E036", LB_ERROR, "hanya peringatan yang ada dapat dibungkam", "only warnings that exist can be silenced",
        "Kesalahan harus diperbaiki dan tidak dapat dibungkam. Yang dapat dibungkam adalah peringatan (W...) dan catatan (I...), "
        "dengan alasan; kodenya tertulis dalam temuannya, misalnya peringatan[W008].",
        "Errors have to be mended and cannot be silenced. Warnings (W...) and notes (I...) can, with a reason; the code stands in "
        "the message, as in warning[W008].",
        LB_EXAMPLE_FIELDS, "silence: [{rule: E026, reason: Sumber keduanya menyusul bulan depan.}]",
        "silence: [{rule: W014, reason: Gambarnya dipakai oleh laman lain.}]"},

    /* ---- warnings */
    [LB_RULE_UNCITED] = {
        "W001", LB_WARNING, "setiap sumber dirujuk", "every source is cited",
        "Sumber yang tidak dirujuk tidak menunjukkan fakta mana yang berasal darinya. Rujuk di tempat faktanya dengan [^id], atau "
        "hapus sumbernya.",
        "A source nobody cites does not tell which fact comes from it. Cite it where its fact stands, as [^id], or remove it.",
        LB_EXAMPLE_FIELDS,
        "sources:\n  - {id: s1, title: Laporan, kind: official, independence: initiator}\n"
        "  - {id: s2, title: Berita, kind: news, independence: media_reporting}\n"
        "  - {id: s3, title: Buku, kind: academic, independence: academic}",
        "sources:\n  - {id: s1, title: Laporan, kind: official, independence: initiator}\n"
        "  - {id: s2, title: Berita, kind: news, independence: media_reporting}"},
    [LB_RULE_NUMBER] = {
        "W002", LB_WARNING, "angka dalam naskah punya sumber di dekatnya", "numbers in the text have a source near them",
        "Angka adalah yang paling sering dikutip orang; pembaca harus dapat melihat dari mana asalnya. Rujuk sumbernya dalam "
        "paragraf yang sama, atau katakan bahwa angkanya tidak diketahui.",
        "Figures are what people quote most; a reader must see where they come from. Cite the source in the same paragraph, or "
        "say that the figure is not known.",
        LB_EXAMPLE_TEXT, "Ada 139 komunitas yang terdaftar.", "Ada 139 komunitas yang terdaftar [^s1]."},
    [LB_RULE_PRIVATE] = {
        "W003", LB_WARNING, "tidak memuat nomor ponsel atau surel pribadi", "no mobile numbers or personal e-mail addresses",
        "Kontak adalah kantor, bukan orang: orang pindah tugas, dan datanya dilindungi undang-undang. Tulis nomor atau surel "
        "kantornya, atau laman resminya.",
        "The contact is an office and no person: people move on, and their data are protected by law. Write the number or address "
        "of the office, or its web page.",
        LB_EXAMPLE_TEXT, "Hubungi Ibu Ani, 0812-3456-7890.", "Hubungi Bappeda Kota Pontianak melalui lamannya."},
    [LB_RULE_HEADING] = {
        "W004", LB_WARNING, "setiap bagian naskah ada dan berisi", "every section is there and not empty",
        "Pembaca membandingkan kasus bagian demi bagian. Kasus tanpa semua bagian dinilai belum siap. Tulis apa yang diketahui, "
        "atau katakan terus terang bahwa tidak ada keterangan.",
        "Readers compare cases section by section, and a case that lacks some is not graded as ready. Write what is known, or say "
        "plainly that nothing is known.",
        LB_EXAMPLE_TEXT, "## Pelajaran\n", "## Pelajaran\n\nMulai dari satu kelurahan [^s1].\n"},
    [LB_RULE_HEADINGS] = {
        "W005", LB_WARNING, "judul bagian dikenal dan berurutan", "section headings are known and in order",
        "Judul bagian sama di semua kasus agar dapat dibandingkan; daftarnya ada di schema/headings.yml. Tulis judulnya persis "
        "seperti di sana; bagian tambahan boleh memakai judul tingkat tiga (###).",
        "Section headings are the same in all cases, so that they can be compared; schema/headings.yml lists them. Write them "
        "exactly so; further parts can have headings of the third level (###).",
        LB_EXAMPLE_TEXT, "## Pelajaran\n\nMulai kecil [^s1].\n\n## Pelajaran\n\nLibatkan warga [^s1].\n",
        "## Pelajaran\n\nMulai kecil, dan libatkan warga [^s1].\n"},
    [LB_RULE_LOOKALIKE] = {
        "W006", LB_WARNING, "kasus tidak mirip kasus lain", "a case does not repeat another",
        "Judul yang sama, singkatan yang sama di daerah dan tahun yang sama, atau teks yang sebagian besar sama biasanya berarti "
        "satu praktik ditulis dua kali. Gabungkan keduanya; jika yang satu tumbuh dari yang lain, katakan di replicates.",
        "The same title, the same acronym in the same region and year, or mostly the same text usually means that one practice "
        "was written down twice. Join the two; if one grew out of the other, say so under replicates.",
        LB_EXAMPLE_SHOWN, "two cases with the title 'Bank Sampah Kota Pontianak'", "one case, with the sources of both"},
    [LB_RULE_BEHIND] = {
        "W007", LB_WARNING, "terjemahan mengikuti naskah aslinya", "a translation keeps up with its original",
        "Naskah asli berubah setelah diterjemahkan, jadi pembaca terjemahan mungkin membaca yang sudah usang. Lihat perubahannya "
        "dengan git diff, perbarui terjemahannya, lalu isi translation_of_commit dengan komit yang diterjemahkan.",
        "The original changed after it was translated, so readers of the translation may read what no longer holds. Look at the "
        "changes with git diff, bring the translation up to date and set translation_of_commit to the commit you translated.",
        LB_EXAMPLE_SHOWN, "translation_of_commit: 4f1c2ab, three commits ago", "translation_of_commit: the latest commit of id.md"},
    [LB_RULE_CONTACT_OLD] = {
        "W008", LB_WARNING, "kontak diperiksa dalam 24 bulan terakhir", "the contact was checked within 24 months",
        "Kantor berganti nama dan nomor; pembaca yang ingin belajar butuh kontak yang berlaku. Tanyakan apakah masih berlaku, lalu "
        "perbarui asof.",
        "Offices change names and numbers, and a reader who wants to learn needs a contact that works. Ask whether it still "
        "holds, then set asof.",
        LB_EXAMPLE_FIELDS, "contact: {office: Bappeda, phone: (0561) 123456, asof: 2021-03}",
        "contact: {office: Bappeda, phone: (0561) 123456, asof: 2026-03}"},
    [LB_RULE_STATUS_OLD] = {
        "W009", LB_WARNING, "keadaan praktik diketahui dalam 36 bulan terakhir", "the status is known as of the last 36 months",
        "Praktik yang dulu berjalan mungkin sudah berhenti. Cari kabar yang lebih baru dan perbarui status dan status_asof; jika "
        "tidak ada, tulis tidak_diketahui.",
        "A practice that ran then may have stopped since. Look for newer information and set status and status_asof; if there is "
        "none, write tidak_diketahui.",
        LB_EXAMPLE_FIELDS, "status_asof: 2019", "status_asof: 2026-03"},
    [LB_RULE_VERIFIED_OLD] = {
        "W010", LB_WARNING, "kasus diperiksa dalam 24 bulan terakhir", "the case was verified within 24 months",
        "Sumber berubah dan menghilang. Baca ulang kasus bersama sumbernya, perbaiki yang tidak lagi benar, lalu perbarui "
        "verified.",
        "Sources change and disappear. Read the case again beside its sources, correct what no longer holds, then set verified.",
        LB_EXAMPLE_FIELDS, "verified: {date: 2021-03-01, method: desk}", "verified: {date: 2026-03-01, method: desk}"},
    [LB_RULE_IMAGE_LARGE] = {
        "W011", LB_WARNING, "gambar tidak terlalu besar", "pictures are not too large",
        "Gambar di atas 32 MB tidak dibaca. Perkecil; lebar 1600 piksel sudah cukup.",
        "Pictures above 32 MB are not read. Make it smaller; 1600 pixels wide is enough.",
        LB_EXAMPLE_SHOWN, "foto.jpg with 40 MB", "foto.jpg with 400 kB"},
    [LB_RULE_SEPARATOR] = {
        "W012", LB_WARNING, "angka ditulis tanpa pemisah ribuan", "numbers have no thousands separator",
        "Titik adalah tanda desimal: 1.643 dibaca satu koma enam. Tulis 1643 jika yang dimaksud ribuan.",
        "The point is the decimal sign: 1.643 is read as a little more than one and a half. Write 1643 if thousands are meant.",
        LB_EXAMPLE_FIELDS, "results:\n  - indicator: Komunitas terdaftar\n    value: 1.643\n    source: s1",
        "results:\n  - indicator: Komunitas terdaftar\n    value: 1643\n    source: s1"},
    [LB_RULE_LINEAGE_TWICE] = {
        "W013", LB_WARNING, "silsilah ditulis di satu sisi saja", "lineage is written on one side only",
        "Sisi sebaliknya dihitung oleh program. Jika ditulis di dua kasus, keduanya dapat berbeda. Simpan yang punya sumber, hapus "
        "yang lain.",
        "The other side is derived by the program. Written in two cases, the two can disagree. Keep the one with a source, remove "
        "the other.",
        LB_EXAMPLE_SHOWN, "a: replicated_by: [{case: b}]; b: replicates: [{case: a}]", "b: replicates: [{case: a}]"},
    [LB_RULE_UNUSED_FILE] = {
        "W014", LB_WARNING, "setiap berkas di folder kasus dipakai", "every file in a case's folder is used",
        "Berkas yang tidak disebut tidak tampil di mana pun, hanya membesarkan repositori. Sebutkan di images atau documents, atau "
        "hapus.",
        "A file nobody names is shown nowhere and only makes the repository larger. Name it under images or documents, or remove "
        "it.",
        LB_EXAMPLE_SHOWN, "cases/61/bank-sampah/IMG_2033.jpg, named nowhere",
        "images: [{file: IMG_2033.jpg, alt: Warga menimbang sampah, credit: Dinas, licence: CC-BY-4.0}]"},
    [LB_RULE_UNQUOTED] = {
        "W015", LB_WARNING, "kode yang mirip angka ditulis dalam tanda kutip", "codes that look like numbers are quoted",
        "Tanpa tanda kutip banyak program lain membaca 61.10 sebagai 61.1, dan no sebagai \"tidak\". Dengan tanda kutip kodenya "
        "tetap utuh.",
        "Without quotes many other programs read 61.10 as 61.1, and no as false. In quotes the code stays whole.",
        LB_EXAMPLE_FIELDS, "affairs: [5.01]", "affairs: [\"5.01\"]"},
    [LB_RULE_SILENCE_IDLE] = {
        "W016", LB_WARNING, "setiap pembungkaman membungkam sesuatu", "every silence silences something",
        "Yang dibungkam sudah tidak ada, jadi alasannya tidak berlaku lagi. Hapus entrinya dari silence, agar peringatan yang "
        "sama kelak tampak lagi.",
        "What was silenced is no longer found, so the reason no longer holds. Remove the entry from silence, so that the same "
        "warning shows when it comes back.",
        LB_EXAMPLE_FIELDS, "silence: [{rule: W008, reason: Kantornya baru saja dikonfirmasi lewat telepon.}]",
        "silence: [{rule: W014, reason: Gambarnya dipakai oleh laman lain.}]"},

    /* ---- the text, its links and pictures */
    [LB_RULE_TEXT_LIMIT] = {
        "E080", LB_ERROR, "teks dapat ditata", "the text can be rendered",
        "Teks terlalu besar, terlalu dalam susunannya, atau terlalu lama diolah. Biasanya sebuah tabel yang sangat lebar atau "
        "potongan data yang tertempel. Pindahkan ke dokumen di samping kasus.",
        "The text is too large, nested too deep or takes too long to render. Mostly it holds a very wide table or data that were "
        "pasted in. Move them into a document beside the case.",
        LB_EXAMPLE_SHOWN, "a table with 70 columns", "data.csv under documents, and the three columns that matter in the text"},
    [LB_RULE_TEXT_SOURCE] = {
        "E081", LB_ERROR, "rujukan dalam teks menunjuk sumber yang ada", "citations in the text name a source that exists",
        "[^s1] menunjuk entri di sources atau catatan dalam teks. Tambahkan sumbernya, atau perbaiki id-nya.",
        "[^s1] names an entry of sources or a note in the text. Add the source, or correct the id.",
        LB_EXAMPLE_TEXT, "Warga menabung sampah [^s9].", "Warga menabung sampah [^s1]."},
    [LB_RULE_HTML] = {
        "W082", LB_WARNING, "teks tanpa HTML", "texts hold no HTML",
        "HTML dihapus agar tidak ada yang dapat menyisipkan program ke laman. Tulis dengan Markdown; untuk menampilkan tanda < "
        "tulis \\<.",
        "HTML is left out, so that nobody can put a program into a page. Write Markdown; to show a < write \\<.",
        LB_EXAMPLE_TEXT, "Warga <b>menabung</b> sampah [^s1].", "Warga **menabung** sampah [^s1]."},
    [LB_RULE_TEXT_LINK] = {
        "W083", LB_WARNING, "tautan dalam teks dapat dibuka", "links in the text can work",
        "Tautan yang tidak dapat dibuka dihapus; kata-katanya tetap. Alamat luar ditulis lengkap dengan https://, kasus lain "
        "sebagai kasus:ID.",
        "A link that cannot work is left out; its words stay. An address outside is written in full with https://, another case "
        "as kasus:ID.",
        LB_EXAMPLE_TEXT, "Lihat [laman dinas](hhtp://dinas.example.go.id).", "Lihat [laman dinas](https://dinas.example.go.id)."},
    [LB_RULE_TEXT_PICTURE] = {
        "W084", LB_WARNING, "gambar dalam teks terdaftar di images", "pictures in the text are listed under images",
        "Gambar tampil hanya jika teks alternatif, kredit, dan lisensinya tercatat. Taruh berkasnya di samping kasus dan daftarkan "
        "di images.",
        "A picture is shown only when its text alternative, credit and licence are known. Put the file beside the case and list "
        "it under images.",
        LB_EXAMPLE_TEXT, "![Warga menimbang sampah](warga.jpg)",
        "Foto di bawah ini didaftarkan di images dengan alt, credit, dan licence [^s1]."},
    [LB_RULE_NOTE] = {
        "W085", LB_WARNING, "setiap catatan kaki dirujuk", "every note is referred to",
        "Catatan yang tidak dirujuk tidak tampil. Rujuk dengan [^nama] di dalam teks, atau hapus. Sumber dijelaskan di sources, "
        "bukan di teks.",
        "A note nobody refers to is not shown. Refer to it as [^name] in the text, or remove it. Sources are described under "
        "sources and not in the text.",
        LB_EXAMPLE_TEXT, "Warga menabung sampah [^s1].\n\n[^catatan]: Sejak hari pertama.\n",
        "Warga menabung sampah [^catatan].\n\n[^catatan]: Sejak hari pertama.\n"},
    [LB_RULE_TEXT_CASE] = {
        "W086", LB_WARNING, "tautan ke kasus lain menunjuk kasus yang ada", "links to other cases lead to a case",
        "Kasus yang ditautkan tidak ada, belum terbit, atau ditarik. Periksa id-nya; tautan dihapus, kata-katanya tetap.",
        "The case that is linked does not exist, is not published or was withdrawn. Check the id; the link is left out, its words "
        "stay.",
        LB_EXAMPLE_TEXT, "Mirip [bank sampah](kasus:bank-sampa) di kota lain.",
        "Mirip [bank sampah](kasus:bank-sampah) di kota lain."},
    [LB_RULE_PICTURE_NAME] = {
        "W090", LB_WARNING, "gambar berjenis sesuai namanya", "a picture is what its name says",
        "Isi berkas bukan jenis yang disebut namanya, jadi tidak ditampilkan. Beri akhiran yang sesuai, atau simpan ulang "
        "gambarnya.",
        "The file is not of the kind its name says, so it is not shown. Give it the right extension, or save the picture again.",
        LB_EXAMPLE_SHOWN, "foto.jpg that is a web page", "foto.jpg saved from the picture itself"},
    [LB_RULE_PICTURE_PIXELS] = {
        "W091", LB_WARNING, "gambar tidak melebihi 80 juta piksel", "pictures have at most 80 million pixels",
        "Gambar sebesar itu membebani program dan tidak tampil lebih baik. Perkecil; lebar 1600 piksel sudah cukup.",
        "A picture of that size overloads programs and looks no better. Make it smaller; 1600 pixels wide is enough.",
        LB_EXAMPLE_SHOWN, "peta.png with 12000 x 9000 pixels", "peta.png with 1600 x 1200 pixels"},
    [LB_RULE_PICTURE_DAMAGED] = {
        "W092", LB_WARNING, "gambar dapat dibaca sampai selesai", "pictures can be read to the end",
        "Berkasnya rusak atau terpotong, sering karena unduhan atau pengiriman yang terputus. Simpan ulang dari aslinya.",
        "The file is damaged or cut off, often by an interrupted download. Save it again from the original.",
        LB_EXAMPLE_SHOWN, "foto.jpg cut off at 20 kB", "foto.jpg saved again"},
    [LB_RULE_PICTURE_KIND] = {
        "W093", LB_WARNING, "gambar berjenis JPEG, PNG, atau WebP", "pictures are JPEG, PNG or WebP",
        "Jenis lain tidak ditampilkan semua peramban, atau dapat memuat program. Simpan sebagai JPEG, PNG, atau WebP.",
        "Other kinds are not shown by all browsers, or can hold programs. Save it as JPEG, PNG or WebP.",
        LB_EXAMPLE_SHOWN, "images: [{file: foto.tiff, ...}]", "images: [{file: foto.jpg, ...}]"},
    [LB_RULE_DOCUMENT] = {
        "W094", LB_WARNING, "dokumen berjenis yang diterbitkan", "documents are of a kind that is published",
        "Hanya pdf, docx, xlsx, pptx, odt, ods, odp, csv, dan txt yang diterbitkan, dan isinya harus sesuai namanya. Simpan ulang "
        "sebagai salah satunya.",
        "Only pdf, docx, xlsx, pptx, odt, ods, odp, csv and txt are published, and the content must be what the name says. Save "
        "it again as one of these.",
        LB_EXAMPLE_SHOWN, "documents: [{title: Formulir, path: formulir.exe}]", "documents: [{title: Formulir, path: formulir.pdf}]"},

    /* ---- notes */
    [LB_RULE_SIMILAR] = {
        "I001", LB_NOTE, "kasus tentang masalah yang sama diketahui", "cases about the same problem are known",
        "Sebelum menulis kasus baru, bacalah yang sudah ada tentang masalah yang sama: mungkin praktik itu sudah tercatat, atau "
        "dapat disebut di related atau replicates. Catatan ini bukan kesalahan.",
        "Before writing a new case, read those there are about the same problem: the practice may be there already, or can be "
        "named under related or replicates. This note is no fault.",
        LB_EXAMPLE_SHOWN, "challenges: [sampah], beside five cases about waste",
        "related: [{case: bank-sampah, relation: same_problem}]"},
};

const struct lb_rule_info *lb_rule_find(lb_slice code)
{
    for (size_t i = 0; i < LB_RULE_COUNT_; i++)
        if (code.len == strlen(lb_rules[i].code) && strncasecmp(lb_rules[i].code, code.data, code.len) == 0)
            return &lb_rules[i];
    return NULL;
}
