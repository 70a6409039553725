/** Rows of reports. */
@NullMarked
package org.posthorn.reports.entity;

import org.jspecify.annotations.NullMarked;
