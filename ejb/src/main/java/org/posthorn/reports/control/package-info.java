/** How reports are read and kept. */
@NullMarked
package org.posthorn.reports.control;

import org.jspecify.annotations.NullMarked;
