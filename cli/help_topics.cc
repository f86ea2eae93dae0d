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
    TopicRow{"PROFILE", "PROFILE query", "runs the query and shows rows and time of each step",
             "PROFILE MATCH (n) RETURN count(n);"},
    TopicRow{
        "patterns", "(n:Label {key: value})-[r:type*1..3]->(m)",
        "nodes in round brackets, relationships in square ones; *1..3 is a walk of that length",
        "MATCH p = (a:Person)-[*1..2]-(b) RETURN length(p) AS hops, count(*) AS times;"},
    TopicRow{"parameters", "$name",
             "a value from outside: --param name=VALUE or :param name => VALUE",
             ":param limit => 3\nUNWIND range(1, 9) AS n RETURN n LIMIT $limit;"},
};

}  // namespace

std::span<const TopicRow> Topics() { return kTopics; }

std::vector<std::string> HelpTopics(Shell& shell) {
  std::vector<std::string> names = {"keys", "modes"};
  for (const TopicRow& row : kTopics) names.emplace_back(row.name);
  for (const CommandRow& row : Commands()) names.emplace_back(row.name);
  for (std::string& name : shell.session().functions().names()) names.push_back(std::move(name));
  for (const query::Procedure* procedure : shell.session().procedures())
    names.push_back(procedure->name);
  return names;
}

}  // namespace newsgraph::cli
