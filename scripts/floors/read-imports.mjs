import { parseSync, Visitor } from 'rolldown/utils';

/**
 * @typedef {object} Import
 * @property {string | undefined} specifier Nothing when it is computed at run time
 * @property {number} line
 * @property {'import' | 're-export' | 'star'} kind `star` is `export *`, with or without a name
 */

/**
 * Everything that a module takes from another: imports, re-exports, dynamic imports and `import('…')` in types.
 *
 * @param {string} file Its name, for the language
 * @param {string} text Its source
 * @returns {{imports: Import[], holdsCode: boolean}} `holdsCode` says whether it does more than import and re-export
 * @throws {SyntaxError} When it cannot be parsed
 */
export function readImports(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);

  const imports = [];
  const add = (node, source, kind) =>
    imports.push({ specifier: literal(source), line: lineOf(text, node.start), kind });

  new Visitor({
    ImportDeclaration: (node) => add(node, node.source, 'import'),
    ImportExpression: (node) => add(node, node.source, 'import'),
    TSImportType: (node) => add(node, node.source, 'import'),
    TSExternalModuleReference: (node) => add(node, node.expression, 'import'),
    ExportAllDeclaration: (node) => add(node, node.source, 'star'),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node, node.source, 're-export');
    },
  }).visit(program);

  return { imports, holdsCode: program.body.some(isCode) };
}

function isCode(statement) {
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration') return false;
  return !(statement.type === 'ExportNamedDeclaration' && statement.declaration === null);
}

function literal(node) {
  const value = node?.type === 'TSLiteralType' ? node.literal.value : node?.value;
  return typeof value === 'string' ? value : undefined;
}

function lineOf(text, offset) {
  return text.slice(0, offset).split('\n').length;
}
