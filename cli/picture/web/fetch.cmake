# Puts cytoscape into the build folder, by the lock file. Without npm or network the build goes on: the program then says
# that it draws no HTML pictures. Run as: cmake -D NPM=... -D SOURCE=... -D TARGET=... -P fetch.cmake
file(MAKE_DIRECTORY ${TARGET})
set(library ${TARGET}/node_modules/cytoscape/dist/cytoscape.min.js)
if(NPM AND NOT EXISTS ${library})
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${TARGET})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY ${TARGET} OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE failed TIMEOUT 120)
endif()
if(EXISTS ${library})
  file(READ ${TARGET}/node_modules/cytoscape/LICENSE license)
  file(READ ${library} text)
  file(WRITE ${TARGET}/library.js "/*\n${license}*/\n${text}")
else()
  message("-- cytoscape is not to be had (npm, network): no HTML pictures in this build")
  file(WRITE ${TARGET}/library.js "")
endif()
