// The data files of the article loader as bytes of the program; embedded.h names them.
// The include path holds loaders/text/data and datasets/gazetteers.
.macro embed name
  .global newsgraph_text_\name
  .global newsgraph_text_\name\()_end
newsgraph_text_\name:
  .incbin "\name\().txt"
newsgraph_text_\name\()_end:
  .byte 0
.endm

.section .rodata
embed boilerplate
embed calendar
embed cities
embed confidence
embed countries
embed first_names
embed frames
embed more_first_names
embed nouns
embed organizations
embed people
embed persons
embed regions
embed suffixes
embed synonyms
embed titles
embed type_cues
embed words

#if defined(__linux__) && defined(__ELF__)
.section .note.GNU-stack,"",%progbits
#endif
