#include <array>
#include <cmath>
#include <numbers>

#include "absl/strings/match.h"
#include "query/functions/rows.h"

namespace newsgraph::functions {
namespace {

using Arguments = std::span<const Value>;

struct CoordinateSystem {
  std::string_view name;
  uint32_t srid;
  bool geographic;
  bool has_z;
};

constexpr std::array<CoordinateSystem, 4> kSystems = {{
    {"cartesian", 7203, false, false},
    {"cartesian-3d", 9157, false, true},
    {"wgs-84", 4326, true, false},
    {"wgs-84-3d", 4979, true, true},
}};

const CoordinateSystem& SystemOf(uint32_t srid) {
  for (const CoordinateSystem& system : kSystems) {
    if (system.srid == srid) return system;
  }
  return kSystems[0];
}

const CoordinateSystem& ChooseSystem(bool geographic, bool has_z) {
  return kSystems[(geographic ? 2 : 0) + (has_z ? 1 : 0)];
}

// The coordinate system a map asks for by "crs" or "srid"; a null pointer when by neither.
StatusOr<const CoordinateSystem*> AskedSystem(const Value& map) {
  const Value& crs = map.at("crs");
  const Value& srid = map.at("srid");
  if (crs.is_null() && srid.is_null()) return nullptr;
  for (const CoordinateSystem& system : kSystems) {
    if (srid.is_int() && srid.integer() == system.srid) return &system;
    if (srid.is_null() && crs.is_string() &&
        absl::EqualsIgnoreCase(AbslView(crs.string()), AbslView(system.name))) {
      return &system;
    }
  }
  if (crs.is_string() && absl::EqualsIgnoreCase(AbslView(crs.string()), "wgs-84-2d"))
    return &kSystems[2];
  return WrongValue("point()",
                    "a crs of 'cartesian', 'cartesian-3d', 'wgs-84' or 'wgs-84-3d', or its srid",
                    srid.is_null() ? crs : srid);
}

// A coordinate under one of two names; null when under neither.
const Value& Coordinate(const Value& map, std::string_view name, std::string_view geographic_name) {
  const Value& value = map.at(name);
  return value.is_null() ? map.at(geographic_name) : value;
}

Status CheckCoordinate(const Value& value) {
  if (value.is_number() && std::isfinite(value.number())) return absl::OkStatus();
  return WrongValue("point()", "a finite number for each coordinate", value);
}

StatusOr<PointValue> Located(const CoordinateSystem& system, double x, double y, double z) {
  if (system.geographic) {
    if (y < -90 || y > 90)
      return OutOfRange("point()", "the latitude must be from -90 to 90", Value::Float(y));
    // Longitudes go round: 190 degrees east is 170 degrees west.
    if (x < -180 || x > 180) x = std::remainder(x, 360);
  }
  return PointValue{system.srid, x, y, system.has_z ? z : 0};
}

StatusOr<Value> Point(const CallState&, Arguments a) {
  const Value& map = a[0];
  for (const MapEntry& entry : map.map()) {
    if (entry.value.is_null()) return Value();
  }
  ASSIGN_OR_RETURN(const CoordinateSystem* system, AskedSystem(map));
  const bool by_degrees = !map.at("longitude").is_null() || !map.at("latitude").is_null();
  const Value& x = Coordinate(map, "x", "longitude");
  const Value& y = Coordinate(map, "y", "latitude");
  const Value& z = Coordinate(map, "z", "height");
  if (system == nullptr) system = &ChooseSystem(by_degrees, !z.is_null());
  if (x.is_null() || y.is_null() || (by_degrees && !system->geographic)) {
    return WrongValue("point()", "x and y, or longitude and latitude in degrees,", map);
  }
  if (system->has_z != !z.is_null()) {
    return WrongValue("point()", Cat("2 coordinates, and z or height if 3, for ", system->name),
                      map);
  }
  RETURN_IF_ERROR(CheckCoordinate(x));
  RETURN_IF_ERROR(CheckCoordinate(y));
  if (system->has_z) RETURN_IF_ERROR(CheckCoordinate(z));
  ASSIGN_OR_RETURN(const PointValue point,
                   Located(*system, x.number(), y.number(), system->has_z ? z.number() : 0));
  return Value::Of(point);
}

// Metres along the sphere, at the mean height of both points. source: haversine formula (Sinnott,
// Virtues of the Haversine, 1984) with the equatorial radius that openCypher's implementations use
double GreatCircle(const PointValue& a, const PointValue& b) {
  constexpr double kEarthRadius = 6378140.0;
  constexpr double kRadians = std::numbers::pi / 180;
  const double south = std::sin((b.y - a.y) * kRadians / 2),
               east = std::sin((b.x - a.x) * kRadians / 2);
  const double square =
      south * south + std::cos(a.y * kRadians) * std::cos(b.y * kRadians) * east * east;
  return 2 * (kEarthRadius + (a.z + b.z) / 2) * std::asin(std::sqrt(std::fmin(1, square)));
}

StatusOr<Value> Distance(const CallState&, Arguments arguments) {
  const PointValue& a = arguments[0].point();
  const PointValue& b = arguments[1].point();
  if (a.srid != b.srid) return Value();
  if (SystemOf(a.srid).geographic) return Value::Float(std::hypot(GreatCircle(a, b), a.z - b.z));
  return Value::Float(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z));
}

StatusOr<Value> WithinBox(const CallState&, Arguments a) {
  const PointValue& p = a[0].point();
  const PointValue& low = a[1].point();
  const PointValue& high = a[2].point();
  if (p.srid != low.srid || p.srid != high.srid) return Value();
  // A box whose west side lies east of its east side crosses the 180th meridian.
  const bool across = SystemOf(p.srid).geographic && low.x > high.x;
  const bool x = across ? p.x >= low.x || p.x <= high.x : p.x >= low.x && p.x <= high.x;
  return Value::Bool(x && p.y >= low.y && p.y <= high.y && p.z >= low.z && p.z <= high.z);
}

}  // namespace

StatusOr<Value> PointComponent(const PointValue& point, std::string_view key) {
  const CoordinateSystem& system = SystemOf(point.srid);
  if (key == "x" || (system.geographic && key == "longitude")) return Value::Float(point.x);
  if (key == "y" || (system.geographic && key == "latitude")) return Value::Float(point.y);
  if (system.has_z && (key == "z" || (system.geographic && key == "height")))
    return Value::Float(point.z);
  if (key == "crs") return Value::String(system.name);
  if (key == "srid") return Value::Int(system.srid);
  return RuntimeError(ErrorKind::kPropertyNotFound, "UnknownComponent",
                      Cat("a ", system.name, " point has no \"", key, "\""),
                      Cat("it has x, y", system.geographic ? ", longitude, latitude" : "",
                          system.has_z ? ", z" : "",
                          system.geographic && system.has_z ? ", height" : "", ", crs and srid"));
}

std::vector<Function> PointFunctions() {
  constexpr NullRule kNull = NullRule::kNullIfAnyNull;
  constexpr std::string_view kDistance =
      "The distance of two points: metres on the globe for WGS 84, else the unit of the "
      "coordinates. Null for "
      "different coordinate systems.";
  constexpr std::string_view kWithin =
      "Whether a point lies in a box; a west side east of its east side crosses the 180th "
      "meridian.";
  return {
      {"distance",
       "distance(a :: POINT?, b :: POINT?) :: FLOAT?",
       kNull,
       Distance,
       "The same as point.distance.",
       {{"distance(point({x: 0, y: 0}), point({x: 3, y: 4}))", "5.0"}}},
      {"point",
       "point(coordinates :: MAP?) :: POINT?",
       kNull,
       Point,
       "A point from x and y (and z), or from longitude and latitude (and height); crs or srid "
       "name another system.",
       {{"point({x: 3, y: 0})", "point({srid: 7203, x: 3.0, y: 0.0})"},
        {"point({longitude: 27.56, latitude: 53.9}).crs", "'wgs-84'"},
        {"point({latitude: 91, longitude: 0})", "error: NumberOutOfRange"}}},
      {"point.distance",
       "point.distance(a :: POINT?, b :: POINT?) :: FLOAT?",
       kNull,
       Distance,
       kDistance,
       {{"round(point.distance(point({longitude: 12.56459, latitude: 55.672874}), "
         "point({longitude: 12.994341, latitude: 55.611784})))",
         "27842.0"}}},
      {"point.withinBBox",
       "point.withinBBox(point :: POINT?, lower_left :: POINT?, upper_right :: POINT?) :: BOOLEAN?",
       kNull,
       WithinBox,
       kWithin,
       {{"point.withinBBox(point({x: 5, y: 5}), point({x: 0, y: 0}), point({x: 10, y: 10}))",
         "true"}}},
      {"withinBBox",
       "withinBBox(point :: POINT?, lower_left :: POINT?, upper_right :: POINT?) :: BOOLEAN?",
       kNull,
       WithinBox,
       "The same as point.withinBBox.",
       {{"withinBBox(point({x: 5, y: 15}), point({x: 0, y: 0}), point({x: 10, y: 10}))", "false"}}},
  };
}

}  // namespace newsgraph::functions
