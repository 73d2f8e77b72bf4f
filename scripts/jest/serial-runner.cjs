const { default: TestRunner } = require("jest-runner");

/** One browser test after the other: two Chromiums and two servers on two cores make each other's clocks late. */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
