/**
 * The parameters: what they are, which rules apply to them, where they are stored, and who may change them.
 *
 * <p>From page to table: {@code admin/parameters.xhtml}, {@code ParametersScreen}, {@link
 * org.portalvoip.parameters.Parameters}, {@link org.portalvoip.parameters.ParameterRow}; REST comes in by {@link
 * org.portalvoip.parameters.ParametersResource} and meets the same EJB. The grammar of each value
 * is that of its type in {@code sip} or {@code janus}, named in the catalogue
 * {@link org.portalvoip.parameters.Parameter}; the rules between values are in
 * {@link org.portalvoip.parameters.VoipParameters}. To read the parameters, use
 * {@link org.portalvoip.parameters.ActiveParameters}; to act on a change, observe
 * {@link org.portalvoip.parameters.ParametersInForce}. The package does not know what a call does with them.
 */
package org.portalvoip.parameters;
