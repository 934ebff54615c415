export const id = 757;
export const ids = [757];
export const modules = {

/***/ 86757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   badges: () => (/* binding */ badges)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_stage_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66209);

const badges = (0,_pv_actions_core_action_stage_ts__WEBPACK_IMPORTED_MODULE_0__/* .defineStage */ .w)({ inputs: {}, outputs: [], run: async () => { } });


/***/ })

};
