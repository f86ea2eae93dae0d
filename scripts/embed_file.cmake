# Writes a C++ source that holds the bytes of a file, at build time and without any tool but CMake:
#
#   cmake -DINPUT=data.bin -DOUTPUT=data.cc -DNAMESPACE=newsgraph::internal -DNAME=kData -P embed_file.cmake
#
# The source defines `extern const std::string_view NAME;` in NAMESPACE.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" hex "${hex}")
string(REGEX REPLACE "([^\n]+)" "    \"\\1\"" hex "${hex}")
file(SIZE ${INPUT} size)
file(WRITE ${OUTPUT} "#include <string_view>

namespace ${NAMESPACE} {

extern const std::string_view ${NAME};
const std::string_view ${NAME}{
${hex},
    ${size}};

}  // namespace ${NAMESPACE}
")
