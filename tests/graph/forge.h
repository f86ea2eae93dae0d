// Forging saved graphs: any bytes with right checksums, and a walk over everything that opens.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace newsgraph {

std::vector<uint8_t> ReadBytes(const std::string& path);
void WriteBytes(const std::string& path, const std::vector<uint8_t>& bytes);

// Makes every checksum right again, where header, trailer and footer are still to be found.
void Resign(std::vector<uint8_t>& bytes);

// Reads every label, property, edge and index entry; what it returns depends on all of them.
uint64_t TouchEverything(const GraphView& view);

// Opens bytes in memory (aligned as a mapped file is) and touches everything. False when refused.
bool OpenAndTouch(const std::vector<uint8_t>& bytes);

}  // namespace newsgraph
