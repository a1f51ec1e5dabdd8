import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import { type Counts, countsText, type LaneMessage, NONE } from '../scripts/lanes.ts';

/**
 * Counts the tests, and names those that were skipped or failed with their reasons. A process that
 * was started to run tests tells it the one that started it; any other ends with one plain line of
 * totals.
 */
export default class Totals implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const name = `${module.project.name} ${module.relativeModuleId}`;
    tell({ type: 'file', name, counts: countsOf(module), ms: module.diagnostic().duration });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    const skipped: string[] = [];
    const failures: string[] = [];
    for (const module of modules) {
      const { passed, failed, skipped: left } = countsOf(module);
      count.passed += passed;
      count.failed += failed;
      count.skipped += left;
      for (const { message } of module.errors())
        failures.push(`  ${module.project.name} ${module.relativeModuleId}\n    ${message}`);
      for (const test of module.children.allTests('failed')) {
        const why = test.result().errors?.map(({ message }) => message.split('\n', 1)[0]) ?? [];
        const where = `${module.project.name} ${module.relativeModuleId}`;
        failures.push([`  ${where} > ${test.fullName}`, ...why].join('\n    '));
      }
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const why = result.state === 'skipped' ? (result.note ?? '') : '';
        skipped.push(`  ${module.project.name}: ${test.fullName}\n    ${why}`);
      }
    }
    if (reason === 'failed' && count.failed === 0) count.failed = 1;
    if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.join('\n')}`);
    // Last, where whoever reads a long output looks first.
    if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
    if (!tell({ type: 'totals', counts: count }))
      process.once('exit', () => console.log(`\n${countsText(count)}`));
  }
}

function countsOf(module: TestModule): Counts {
  const count = { ...NONE, failed: module.errors().length > 0 ? 1 : 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state !== 'pending') count[state] += 1;
  }
  return count;
}

/** False if this process was not started by one that listens. */
const tell = (message: LaneMessage): boolean => process.send?.(message) ?? false;
