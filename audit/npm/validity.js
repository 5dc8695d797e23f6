// Validity of HTML files. Its argument is JSON: {files, off: [rules]}. Writes a line of JSON for each finding.
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const { files, off } = JSON.parse(process.argv[2]);
const config = { root: true, extends: ["html-validate:standard"], rules: Object.fromEntries(off.map((rule) => [rule, "off"])) };
const validator = new HtmlValidate(new FileSystemConfigLoader(config));

for (const file of files) {
  const { results } = await validator.validateFile(file);
  for (const { messages } of results) {
    for (const { ruleId, message, line, column, selector } of messages) {
      console.log(JSON.stringify({ file, rule: ruleId, message, line, column, selector }));
    }
  }
}
