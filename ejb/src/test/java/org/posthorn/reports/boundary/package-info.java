/** Tests of taking reports. */
@NullMarked
package org.posthorn.reports.boundary;

import org.jspecify.annotations.NullMarked;
