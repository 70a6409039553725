/** Tests of the reports. */
@NullMarked
package org.posthorn.dmarcreports.control;

import org.jspecify.annotations.NullMarked;
