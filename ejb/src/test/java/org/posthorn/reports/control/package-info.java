/** Tests of reading reports. */
@NullMarked
package org.posthorn.reports.control;

import org.jspecify.annotations.NullMarked;
