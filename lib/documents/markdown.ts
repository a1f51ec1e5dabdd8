/** Words as Markdown that reads as they were typed, whatever they hold. */
export const escaped = (words: string): string => {
  const lines = words
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n');
  return lines
    .map((line, at) => {
      // A line with nothing but a break keeps the paragraph together.
      if (line.trim() === '' && at < lines.length - 1) return '\\';
      return at < lines.length - 1 ? `${escapedLine(line)}  ` : escapedLine(line);
    })
    .join('\n  ');
};

const escapedLine = (line: string): string =>
  line
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    // At the start of a line, these would begin a list or make a heading of the line before.
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    // Four spaces would begin code, and two at the end are a break.
    .replace(/^[ \t]+|[ \t]+$/g, (spaces) =>
      [...spaces].map((space) => (space === ' ' ? '&#32;' : '&#9;')).join(''),
    );
