# Puts cytoscape, as the lock file names it, into the build folder: by npm, or where there is no npm by a download of the
# same archive, checked against the same sum. Without either the build goes on, and the program says that it draws no HTML
# pictures. Run as: cmake -D NPM=... -D SOURCE=... -D TARGET=... -P fetch.cmake
cmake_minimum_required(VERSION 3.25)
set(package node_modules/cytoscape)
set(library ${TARGET}/${package}/dist/cytoscape.min.js)
file(MAKE_DIRECTORY ${TARGET})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${TARGET})

if(NPM AND NOT EXISTS ${library})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY ${TARGET} OUTPUT_QUIET ERROR_QUIET TIMEOUT 120)
endif()

if(NOT EXISTS ${library})
  file(READ ${SOURCE}/package-lock.json lock)
  string(JSON address GET ${lock} packages ${package} resolved)
  string(JSON sum GET ${lock} packages ${package} integrity)  # "sha512-" and base64
  string(REGEX REPLACE "^sha512-" "" sum ${sum})
  file(WRITE ${TARGET}/sum ${sum})
  execute_process(COMMAND base64 -d ${TARGET}/sum COMMAND od -An -v -tx1 OUTPUT_VARIABLE sum)
  string(REGEX REPLACE "[ \n]" "" sum ${sum})
  set(archive ${TARGET}/cytoscape.tgz)
  file(DOWNLOAD ${address} ${archive} TIMEOUT 60 STATUS status)
  file(SHA512 ${archive} found)
  if(found STREQUAL sum)
    file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${TARGET}/node_modules
      PATTERNS package/LICENSE package/dist/cytoscape.min.js)
    file(RENAME ${TARGET}/node_modules/package ${TARGET}/${package})
  endif()
endif()

if(EXISTS ${library})
  file(READ ${TARGET}/${package}/LICENSE license)
  file(READ ${library} text)
  file(WRITE ${TARGET}/library.js "/*\n${license}*/\n${text}")
else()
  message("-- cytoscape is not to be had (npm, network): no HTML pictures in this build")
  file(WRITE ${TARGET}/library.js "")
endif()
