// What makes the forms of the registration easier where scripts run.
// Without any of it the same forms do the same.

import "./problems.js";
import "./live-errors.js";
import "./reading.js";
import "./strength.js";
import "./pictures.js";
import "./leave.js";
