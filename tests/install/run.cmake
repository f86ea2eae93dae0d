# Installs the library into an empty folder, builds the outside program against it and compares what
# it prints.   cmake -D BUILD=... -D SOURCE=... -D WORK=... -D BUILD_TYPE=... -P run.cmake
file(REMOVE_RECURSE ${WORK})
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(result)
    message(FATAL_ERROR "${ARGN}\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix --component library)
run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${WORK}/build -D CMAKE_PREFIX_PATH=${WORK}/prefix
  -D CMAKE_BUILD_TYPE=${BUILD_TYPE})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/outside ${WORK}/roads.ng)
set(expected "Minsk 0\nVilnius 190\nWarsaw 550\nRiga 480\nTallinn 790\nHelsinki inf\n")
if(NOT out STREQUAL expected)
  message(FATAL_ERROR "expected\n${expected}found\n${out}")
endif()
