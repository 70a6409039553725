/** Tests of the reports. */
@NullMarked
package org.posthorn.tlsreports.control;

import org.jspecify.annotations.NullMarked;
