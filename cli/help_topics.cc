#include "cli/help_topics.h"

#include <array>

#include "cli/commands.h"
#include "cli/shell.h"

namespace newsgraph::cli {
namespace {

constexpr std::array kTopics = {
    TopicRow{"MATCH", "MATCH pattern [WHERE condition]",
             "a row for each place where the pattern fits",
             "MATCH (a:Person)-[r]->(b) RETURN a.name, type(r), b.name LIMIT 5;"},
    TopicRow{
        "OPTIONAL MATCH", "OPTIONAL MATCH pattern [WHERE condition]",
        "as MATCH, but a row with nulls where nothing fits",
        "MATCH (a:Person) OPTIONAL MATCH (a)-[:member_of]->(o) RETURN a.name, o.name LIMIT 5;"},
    TopicRow{"WHERE", "WHERE condition", "keeps the rows for which the condition is true",
             "UNWIND range(1, 5) AS n WITH n WHERE n % 2 = 1 RETURN n;"},
    TopicRow{"RETURN",
             "RETURN [DISTINCT] expression [AS name], ... [ORDER BY ...] [SKIP n] [LIMIT n]",
             "what the rows hold", "RETURN 1 + 1 AS two;"},
    TopicRow{"WITH", "WITH expression AS name, ... [WHERE condition]",
             "hands rows on to the next clause, like RETURN; aggregates group by the rest",
             "UNWIND [1, 1, 2] AS n WITH n, count(*) AS times WHERE times > 1 RETURN n, times;"},
    TopicRow{"UNWIND", "UNWIND list AS name", "a row for each element of a list",
             "UNWIND [1, 2, 3] AS n RETURN n * n AS square;"},
    TopicRow{"ORDER BY", "ORDER BY expression [DESC], ...", "sorts the rows; null comes last",
             "UNWIND [3, 1, 2] AS n RETURN n ORDER BY n DESC;"},
    TopicRow{"SKIP", "SKIP n", "leaves out the first n rows",
             "UNWIND [1, 2, 3] AS n RETURN n ORDER BY n SKIP 1;"},
    TopicRow{"LIMIT", "LIMIT n", "at most n rows", "UNWIND [1, 2, 3] AS n RETURN n LIMIT 2;"},
    TopicRow{"UNION", "query UNION [ALL] query", "the rows of both; without ALL, each once",
             "RETURN 1 AS n UNION RETURN 2 AS n;"},
    TopicRow{"CASE", "CASE WHEN condition THEN value ... ELSE value END",
             "the first value whose condition is true",
             "UNWIND [1, 2] AS n RETURN CASE WHEN n = 1 THEN 'one' ELSE 'more' END AS word;"},
    TopicRow{"CREATE", "CREATE pattern", "makes nodes and relationships",
             "CREATE (a:Person {name: 'Ann'})-[:knows]->(b:Person {name: 'Ben'});"},
    TopicRow{"MERGE", "MERGE pattern [ON CREATE SET ...] [ON MATCH SET ...]",
             "finds the pattern, or makes it",
             "MERGE (a:Person {name: 'Ann'}) ON CREATE SET a.since = 2024 RETURN a.since;"},
    TopicRow{"SET", "SET n.key = value, n:Label, n += map", "changes properties and labels",
             "MATCH (a:Person {name: 'Ann'}) SET a.age = 30 RETURN a.age;"},
    TopicRow{"REMOVE", "REMOVE n.key, n:Label", "takes properties and labels off",
             "MATCH (a:Person {name: 'Ann'}) REMOVE a.age RETURN a.age;"},
    TopicRow{"DELETE", "[DETACH] DELETE n, r",
             "deletes; DETACH takes a node's relationships with it",
             "MATCH (a:Person {name: 'Ann'}) DETACH DELETE a;"},
    TopicRow{"FOREACH", "FOREACH (name IN list | update, ...)",
             "updates once for each element of a list",
             "FOREACH (n IN range(1, 3) | CREATE (:Number {n: n}));"},
    TopicRow{"LOAD CSV", "LOAD CSV [WITH HEADERS] FROM 'file.csv' AS row",
             "a row for each line of a file below this folder: a map with headers, else a list",
             "LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN row.name;"},
    TopicRow{"EXISTS", "EXISTS { pattern [WHERE condition] }", "whether the pattern fits anywhere",
             "MATCH (a:Person) WHERE EXISTS { (a)-[:met]->() } RETURN a.name LIMIT 5;"},
    TopicRow{"COUNT", "COUNT { pattern [WHERE condition] }", "in how many places it fits",
             "MATCH (a:Person) RETURN a.name, COUNT { (a)--() } AS degree LIMIT 5;"},
    TopicRow{"CREATE INDEX", "CREATE INDEX [name] FOR (n:Label) ON (n.key)",
             "finds nodes by a property at once; SHOW INDEXES lists, DROP INDEX removes",
             "CREATE INDEX person_name IF NOT EXISTS FOR (p:Person) ON (p.name);"},
    TopicRow{"CREATE CONSTRAINT",
             "CREATE CONSTRAINT [name] FOR (n:Label) REQUIRE n.key IS UNIQUE | IS NOT NULL",
             "what every commit checks; SHOW CONSTRAINTS lists, DROP CONSTRAINT removes",
             "CREATE CONSTRAINT one_number IF NOT EXISTS FOR (n:Ticket) REQUIRE n.id IS UNIQUE;"},
    TopicRow{"BEGIN", "BEGIN; statement; ... COMMIT; or ROLLBACK;",
             "statements that change the graph together or not at all",
             "BEGIN; CREATE (:Person {name: 'Ann'}); COMMIT;"},
    TopicRow{"COMMIT", "COMMIT;", "keeps what was done since BEGIN",
             "BEGIN; CREATE (:Person {name: 'Ann'}); COMMIT;"},
    TopicRow{"ROLLBACK", "ROLLBACK;", "takes back what was done since BEGIN",
             "BEGIN; CREATE (:Person {name: 'Ann'}); ROLLBACK;"},
    TopicRow{"CALL", "CALL procedure(arguments) [YIELD name, ...]",
             "rows of a procedure, or of a { query }",
             "UNWIND [1, 2] AS n CALL { WITH n RETURN n * 10 AS ten } RETURN n, ten;"},
    TopicRow{"EXPLAIN", "EXPLAIN query", "the plan, without running it",
             "EXPLAIN MATCH (n) RETURN count(n);"},
    TopicRow{"PROFILE", "PROFILE query",
             "runs the query and shows rows, hits and time of each step",
             "PROFILE MATCH (n) RETURN count(n);"},
    TopicRow{
        "patterns", "(n:Label {key: value})-[r:type*1..3]->(m)",
        "nodes in round brackets, relationships in square ones; *1..3 is a walk of that length",
        "MATCH p = (a:Person)-[*1..2]-(b) RETURN length(p) AS hops, count(*) AS times;"},
    TopicRow{"entity literals", "(n@\"name\"), (n@$name), @\"name\"",
             "the node that a name stands for, by name, alias, spelling or words of it; a warning "
             "says who else it might be",
             "MATCH (p@\"Bialiatski\")-[r]-(b) RETURN type(r), b.name LIMIT 5;", "@"},
    TopicRow{"quantifiers", "-[:type]->{1,3}, ->+, ->*, ((a)-[r]->(b) WHERE condition){1,3}",
             "repeats a relationship or a part of a path, whose variables are lists outside",
             "MATCH (a@\"Coale\")((x)-[r:!about]-(y)){1,2}(b:Country) RETURN [n IN y | n.name] AS "
             "through LIMIT 5;"},
    TopicRow{"selectors",
             "ANY [k] | SHORTEST k [GROUPS] | ANY | ALL SHORTEST, CHEAPEST k, ANY | ALL CHEAPEST",
             "in front of a pattern: which paths are wanted, for each pair of ends",
             "MATCH p = SHORTEST 2 (a@\"Coale\")-[:!about]-{1,3}(b@\"Bialiatski\") RETURN p;",
             "ANY|SHORTEST|ANY SHORTEST|ALL SHORTEST|GROUPS"},
    TopicRow{
        "path modes", "WALK | TRAIL | ACYCLIC | SIMPLE | FORWARD, behind the selector",
        "what a path may pass twice: TRAIL no relationship, ACYCLIC no node, SIMPLE none but "
        "its ends, WALK all; FORWARD never goes back in time",
        "MATCH p = ACYCLIC (a@\"Bialiatski\")-[:released_to|released]-{1,2}(b) RETURN p LIMIT 5;",
        "WALK|TRAIL|ACYCLIC|SIMPLE|FORWARD"},
    TopicRow{"COST", "ANY CHEAPEST (a)-[r:type COST expression]-{1,4}(b)",
             "what a relationship costs, a number that is not negative; CHEAPEST finds the least "
             "sum, which is cost(p)",
             "MATCH p = ANY CHEAPEST (a@\"Coale\")-[r:!about COST 1 - r.confidence]-{1,4}"
             "(b@\"Bialiatski\") RETURN p, cost(p);",
             "CHEAPEST|ANY CHEAPEST|ALL CHEAPEST"},
    TopicRow{
        "TOP", "-[r:type TOP n BY expression]-",
        "follows only the first n relationships of each node, most of the expression first",
        "MATCH (a@\"Lukashenko\")-[r:!about TOP 2 BY r.confidence]-(b) RETURN type(r), b.name;"},
    TopicRow{
        "AVOID DEGREE", "MATCH pattern AVOID DEGREE > n",
        "no inner node of a path may have more than n relationships",
        "MATCH p = ANY SHORTEST (a@\"Coale\")-[:!about]-{1,4}(b@\"Bialiatski\") AVOID DEGREE > "
        "20 RETURN p;",
        "AVOID"},
    TopicRow{"NOT VIA", "MATCH pattern NOT VIA (node), ...",
             "no inner node of a path may be one of these",
             "MATCH p = ANY SHORTEST (a@\"Coale\")-[:!about]-{1,4}(b@\"Bialiatski\") NOT VIA "
             "(@\"United States\") RETURN p;",
             "VIA"},
    TopicRow{"REACH", "REACH (a)-[:type]->{1,3}(b)",
             "each b once, at its least distance, which is in hops",
             "REACH (a@\"Coale\")-[:!about]-{1,2}(b) RETURN b.name, hops ORDER BY hops LIMIT 5;",
             "hops"},
    TopicRow{
        "AS OF", "MATCH pattern AS OF date",
        "only relationships that hold at that time; the date is '2024', '2024-05', a date or a "
        "datetime",
        "MATCH (a)-[r]->(b) AS OF '2024' RETURN a.name, type(r), b.name LIMIT 5;"},
    TopicRow{
        "DURING", "MATCH pattern DURING [from, to]",
        "only relationships whose time touches that from one date to the other; null is no bound",
        "MATCH (a)-[r]->(b) DURING ['2024', null] RETURN a.name, type(r), b.name LIMIT 5;"},
    TopicRow{
        "BUDGET", "MATCH pattern BUDGET n MS | SECONDS | EDGES | ROWS | MB, ...",
        "bounds a statement; when it runs out, what was found is given, and that it is not whole",
        "MATCH p = (a)-[*1..4]-(b) BUDGET 50 MS, 100000 EDGES RETURN length(p), count(*);"},
    TopicRow{"RETURN GRAPH", "RETURN GRAPH",
             "the nodes and relationships of all rows, each once; a prompt draws them",
             "MATCH (a@\"Coale\")-[:!about]-(b) RETURN GRAPH;", "GRAPH"},
    TopicRow{
        "paths",
        "paths \"A\" -- \"B\" [via :type|:type] [max steps] [top k] [since date] [avoid degree] "
        "[not via \"X\", ...]",
        "how two are connected, the shortest first",
        "paths \"Coale\" -- \"Bialiatski\" max 3 top 2;"},
    TopicRow{"near", "near \"A\" [steps] [:type|:type] [max steps] [top k] [since date]",
             "who is around one, nearest and most mentioned first", "near \"Lukashenko\" 2 top 6;"},
    TopicRow{"connect", "connect \"A\", \"B\", ... [max steps]",
             "the smallest picture that joins them", "connect \"Coale\", \"Bialiatski\";"},
    TopicRow{"common", "common \"A\", \"B\" [top k]",
             "whom two are both tied to, the less common first",
             "common \"Lukashenko\", \"Bialiatski\";"},
    TopicRow{"timeline", "timeline \"A\" [with \"B\"] [since date]", "what happened, by date",
             "timeline \"Bialiatski\";"},
    TopicRow{"why", "why \"A\" -- \"B\"",
             "the sentences behind the shortest ways from one to the other",
             "why \"Lukashenko\" -- \"Coale\";"},
    TopicRow{"about", "about \"A\"", "what is known of one", "about \"Coale\";"},
    TopicRow{"parameters", "$name",
             "a value from outside: --param name=VALUE or :param name => VALUE",
             ":param limit => 3\nUNWIND range(1, 9) AS n RETURN n LIMIT $limit;"},
};

}  // namespace

std::span<const TopicRow> Topics() { return kTopics; }

std::vector<std::string_view> OtherNames(const TopicRow& row) {
  if (row.also.empty()) return {};
  return Split(row.also, '|');
}

std::vector<std::string> HelpTopics(Shell& shell) {
  std::vector<std::string> names = {"keys", "modes"};
  for (const TopicRow& row : kTopics) {
    names.emplace_back(row.name);
    for (const std::string_view other : OtherNames(row)) names.emplace_back(other);
  }
  for (const CommandRow& row : Commands()) names.emplace_back(row.name);
  for (std::string& name : shell.session().functions().names()) names.push_back(std::move(name));
  for (const query::Procedure* procedure : shell.session().procedures())
    names.push_back(procedure->name);
  return names;
}

}  // namespace newsgraph::cli
